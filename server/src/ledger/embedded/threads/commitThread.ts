/** Commits blocks on another thread, so that the server goes on while LMDB sorts them in and the disk is waited for. */
import { environmentOptions, tableNames, tableOptions } from '../chain/environment.ts'
import { StandingThread } from './standingThread.ts'

export class CommitThread {
  private readonly thread: StandingThread<{ height: number; changes: Uint8Array }, null>

  /** @param dir the environment's folder, which is open in this process */
  constructor(dir: string) {
    this.thread = new StandingThread(new URL('./commitThread.js', import.meta.url), {
      ...{ environment: { ...environmentOptions, path: dir }, tableOptions, tableNames },
    })
  }

  get isReady(): boolean {
    return this.thread.isReady
  }

  warmUp(): void {
    this.thread.warmUp()
  }

  /**
   * All or nothing; on the disk when it resolves.
   * @param changes of PackedChanges
   * @throws what LMDB threw; that another process has written meanwhile
   */
  async commit(height: number, changes: Uint8Array): Promise<void> {
    await this.thread.ask({ height, changes })
  }

  close(): Promise<void> {
    return this.thread.close()
  }
}
