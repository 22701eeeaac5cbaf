import type { DiagramOrder, DiagramSize, FrameMessage, PageMessage } from '#renderer/content/diagram/frameMessages.ts'

/** Written in by the build: each part of the program with the parts it imports, and the one it begins with. */
declare const PIECES: Readonly<Record<string, readonly string[]>>
declare const FIRST_PIECE: string

// Once: the build writes it in wherever it is named.
const imports = PIECES

declare global {
  /** What the build makes of `import('./name.js')`. */
  var diagramPiece: (name: string) => Promise<unknown>
}

/** What the first part gives. */
export interface DrawingProgram {
  readonly draw: (order: DiagramOrder) => Promise<DiagramSize>
}

// The page's one message; no other window has this frame.
addEventListener(
  'message',
  ({ data, ports: [port], source }: MessageEvent<DiagramOrder>) => {
    if (source === parent && port !== undefined) {
      void answer(data, port)
    }
  },
  { once: true },
)

async function answer(order: DiagramOrder, port: MessagePort): Promise<void> {
  const say = (message: FrameMessage) => port.postMessage(message)
  try {
    globalThis.diagramPiece = pieces(port, say)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the build puts this part there
    const { draw } = (await globalThis.diagramPiece(FIRST_PIECE)) as DrawingProgram
    say({ kind: 'drawn', ...(await draw(order)) })
  } catch {
    say({ kind: 'failed' })
  }
}

/**
 * Loads parts of the program. The policy lets this document fetch nothing: the page hands them in as texts, which become
 * blobs, each with the addresses of those it imports.
 */
function pieces(port: MessagePort, say: (message: FrameMessage) => void): (name: string) => Promise<unknown> {
  const addresses = new Map<string, string>()
  let before: Promise<unknown> = Promise.resolve()
  const load = async (name: string) => {
    const missing = withImports(name).filter((one) => !addresses.has(one))
    const texts = missing.length === 0 ? [] : await ask(missing)
    missing.forEach((one, index) => addresses.set(one, addressOf(one, texts[index] ?? '', addresses)))
  }
  const ask = (names: readonly string[]) =>
    new Promise<PageMessage>((resolve) => {
      port.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => resolve(data), { once: true })
      port.start()
      say({ kind: 'needs', names: [...names] })
    })
  return async (name) => {
    before = before.then(() => load(name))
    await before
    return import(/* @vite-ignore */ addresses.get(name) ?? '')
  }
}

function addressOf(name: string, text: string, addresses: ReadonlyMap<string, string>): string {
  const whole = (imports[name] ?? []).reduce(
    (code, imported) => code.replaceAll(`./${imported}`, addresses.get(imported) ?? ''),
    text,
  )
  return URL.createObjectURL(new Blob([whole], { type: 'text/javascript' }))
}

/** The part and all that it brings along, each after those it imports. */
function withImports(name: string, found = new Set<string>()): string[] {
  for (const imported of imports[name] ?? []) {
    if (!found.has(imported)) {
      withImports(imported, found)
    }
  }
  found.add(name)
  return [...found]
}
