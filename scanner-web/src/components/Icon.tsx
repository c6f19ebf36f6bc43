/** Our own line drawings, 24 x 24, one stroke. Beside a word they are decoration and hidden from screen readers. */
const paths = {
  scan: 'M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8m8 0h2.5A1.5 1.5 0 0 1 20 5.5V8m0 8v2.5a1.5 1.5 0 0 1-1.5 1.5H16m-8 0H5.5A1.5 1.5 0 0 1 4 18.5V16M7.5 12h9',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01',
  batch: 'M12 3.5 20 8v8l-8 4.5L4 16V8zM4.3 8.2 12 12.5l7.7-4.3M12 12.5v7.8',
  product: 'm10.2 20.1 9.9-9.9a4.4 4.4 0 0 0-6.3-6.3l-9.9 9.9a4.4 4.4 0 0 0 6.3 6.3zM8.9 8.9l6.2 6.2',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.8 19.5c.5-3.2 3-5 6.2-5s5.7 1.8 6.2 5M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.9c1.7.7 2.9 2.3 3.2 4.6',
  user: 'M12 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.8 20c.6-3.5 3.5-5.5 7.2-5.5s6.6 2 7.2 5.5',
  ledger: 'M5 4.5h11.5A2.5 2.5 0 0 1 19 7v12.5H7.5A2.5 2.5 0 0 1 5 17zM5 17a2.5 2.5 0 0 1 2.5-2.5H19M9 8.5h6',
  check: 'm5 12.5 4.7 4.7L19.5 7',
  cross: 'm6 6 12 12M18 6 6 18',
  stop: 'M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3zM8.8 8.8l6.4 6.4m0-6.4-6.4 6.4',
  warning: 'M12 4 21 19.5H3zM12 10v4.5M12 17h.01',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11.5V16M12 8h.01',
  question: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM9.6 9.5A2.5 2.5 0 1 1 12 12.6V14M12 16.5h.01',
  shield: 'M12 3.5 5 6v5.5c0 4.3 2.9 7.5 7 9 4.1-1.5 7-4.7 7-9V6zM8.8 11.8l2.3 2.3 4.2-4.4',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2',
  lock: 'M6.5 11h11v8.5h-11zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  unlock: 'M6.5 11h11v8.5h-11zM8.5 11V8a3.5 3.5 0 0 1 6.8-1.1',
  undo: 'M8.5 5.5 4.5 9.5l4 4M5 9.5h9a5 5 0 0 1 0 10h-3.5',
  bin: 'M4.5 7h15M9 7V4.5h6V7M6.5 7l.8 12.5h9.4L17.5 7M10.3 10.5v5.5m3.4-5.5v5.5',
  print: 'M7.5 8V4h9v4M7.5 16.5H4.5V8h15v8.5h-3M7.5 13.5h9V20h-9z',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14',
  upload: 'M12 15V4M7.5 8.5 12 4l4.5 4.5M5 19.5h14',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5z',
  torch: 'M8 3.5h8v3.5l-2 3v10.5h-4V10L8 7zM8 7h8M12 12.5v2',
  key: 'M8 19.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM11.2 11.8 19.5 3.5M16 7l3 3m-5.5-.5 2 2',
  truck:
    'M3 6.5h11v10H3zM14 10h3.8l3.2 3.2v3.3h-7M7 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  sound: 'M4 9.5v5h3.2L12 18.5v-13L7.2 9.5zM15.2 9a4.2 4.2 0 0 1 0 6M17.7 6.5a7.8 7.8 0 0 1 0 11',
  silence: 'M4 9.5v5h3.2L12 18.5v-13L7.2 9.5zM15.5 9.5l5 5m0-5-5 5',
  keyboard:
    'M3 6.5h18v11H3zM6.5 10h.01M9.5 10h.01M12.5 10h.01M15.5 10h.01M17.8 10h.01M6.5 14h.01M9 14h6M17.8 14h.01',
  search: 'M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.8 15.8 20 20',
  copy: 'M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9',
  external: 'M13.5 4.5h6v6M19.5 4.5l-8.5 8.5M17 13.5v6H4.5V7H11',
  refresh: 'M19.5 5v4.5H15M19 9.5A7.5 7.5 0 1 0 19.5 13',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  next: 'm9.5 6 6 6-6 6',
  plus: 'M12 5v14M5 12h14',
  logOut: 'M14 4.5H5v15h9M10.5 12H20m-3.5-3.5L20 12l-3.5 3.5',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.8v1.7m0 15v1.7M2.8 12h1.7m15 0h1.7M5.5 5.5l1.2 1.2m10.6 10.6 1.2 1.2m0-13-1.2 1.2M6.7 17.3l-1.2 1.2',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  sliders:
    'M4 7.5h8m5 0h3M4 16.5h3m5 0h8M14.5 10a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9.5 19a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
} as const

export type IconName = keyof typeof paths

/** @param size rem */
export function Icon({ name, size = 1.375 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={`${size}rem`}
      height={`${size}rem`}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}
