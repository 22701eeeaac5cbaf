/** One picture of the tray: a file of `resources/tray`, as big as it must be, with the classes that make it. */
export interface TrayPicture {
  readonly file: string
  readonly px: number
  /** Classes of the root element of `resources/tray/tray.svg`. */
  readonly classes: string
}

/** What one file is made of: a PNG has one picture, an ICO several. */
export interface TrayFile {
  readonly file: string
  readonly kind: 'png' | 'ico'
  readonly pictures: readonly TrayPicture[]
}

const states = ['idle', 'working', 'needs-you', 'problem'] as const
const panels = ['light-panel', 'dark-panel'] as const

/** macOS wants 16 points; Electron finds the denser ones by their names. */
const macScales = [1, 2, 3] as const
/** Panels of Linux show 16 to 24 points, and scale what is bigger. */
const LINUX_POINTS = 24
const linuxScales = [1, 2] as const
const windowsSizes = [16, 20, 24, 32, 48] as const

/** Every file of the tray: four states, remote access on or off, for each system's panel. */
export function trayFiles(): TrayFile[] {
  return states.flatMap((state) =>
    ['', 'remote'].flatMap((remote) => {
      const name = remote === '' ? state : `${state}-${remote}`
      const look = `${state} ${remote}`.trim()
      return [
        ...macScales.map((scale) => png(`mac/${name}Template${suffix(scale)}`, 16 * scale, `template ${look}`)),
        ...panels.flatMap((panel) => [
          ...linuxScales.map((scale) =>
            png(`linux/${name}-${panel}${suffix(scale)}`, LINUX_POINTS * scale, `${panel} ${look}`),
          ),
          ico(`windows/${name}-${panel}`, `${panel} ${look}`),
        ]),
      ]
    }),
  )
}

function png(name: string, px: number, classes: string): TrayFile {
  const file = `${name}.png`
  return { file, kind: 'png', pictures: [{ file, px, classes }] }
}

function ico(name: string, classes: string): TrayFile {
  const file = `${name}.ico`
  return { file, kind: 'ico', pictures: windowsSizes.map((px) => ({ file, px, classes })) }
}

function suffix(scale: number): string {
  return scale === 1 ? '' : `@${scale}x`
}

/** The drawing with other classes on its root. @throws Error when the drawing has no class attribute. */
export function withClasses(svg: string, classes: string): string {
  const drawn = svg.replace(/(<svg[^>]*\sclass=")[^"]*"/, `$1${classes}"`)
  if (drawn === svg && !svg.includes(`class="${classes}"`)) {
    throw new Error('the root of tray.svg has no class attribute')
  }
  return drawn
}

/** Windows' container of one picture in several sizes, PNG inside. */
export function packIco(pictures: readonly { readonly px: number; readonly png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, { px, png: data }] of pictures.entries()) {
    const at = 6 + 16 * index
    head.writeUInt8(px % 256, at)
    head.writeUInt8(px % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(data.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += data.length
  }
  return Buffer.concat([head, ...pictures.map(({ png: data }) => data)])
}
