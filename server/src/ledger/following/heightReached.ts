/** A height that only grows while others wait for it. */
export class HeightReached {
  #height: number
  #waiting: { height: number; resolve: () => void }[] = []

  constructor(height: number) {
    this.#height = height
  }

  get height(): number {
    return this.#height
  }

  set(height: number): void {
    this.#height = height
    const due = this.#waiting.filter((wait) => wait.height <= height)
    if (due.length === 0) return
    this.#waiting = this.#waiting.filter((wait) => wait.height > height)
    for (const { resolve } of due) resolve()
  }

  reached(height: number): Promise<void> {
    if (this.#height >= height) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ height, resolve }))
  }
}
