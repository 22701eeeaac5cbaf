import { type BridgeEnd, bridgeEnd } from './contextBridge.ts'

/** The name of the world that preloads run in, as Electron calls it. */
export const PRELOAD_WORLD = 'Electron Isolated Context'

/** By this name the preload's world asks Node; the page's world has no such function. */
export const ASK = 'electronDoubleAsk'

/** In the preload's world: takes what Node has for it. */
export interface PreloadReceiver {
  answer(id: number, isDone: boolean, value: unknown): void
  deliver(channel: string, values: readonly unknown[]): void
}

type Preload = (require: (name: string) => object, module: { exports: object }, exports: object) => void

/**
 * Runs in a world of its own beside the page, before it: what Electron gives a sandboxed preload (`contextBridge`,
 * `ipcRenderer`, and a `require` that knows nothing but electron).
 */
function preloadWorld(preload: Preload, contextBridge: BridgeEnd): void {
  type Listener = (event: object, ...args: unknown[]) => void
  const world = globalThis as unknown as Record<string, unknown> & {
    electronDoubleAsk(payload: string): void
    electronDoubleReceive?: PreloadReceiver
  }
  const listeners = new Map<string, Listener[]>()
  const asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  world.electronDoubleReceive = {
    answer: (id, isDone, value) => {
      if (isDone) {
        asked.get(id)?.resolve(value)
      } else {
        asked.get(id)?.reject(new Error(String(value)))
      }
      asked.delete(id)
    },
    deliver: (channel, values) => listeners.get(channel)?.forEach((listener) => listener({}, ...values)),
  }
  let lastId = 0
  const ipcRenderer = {
    // A structured clone goes over the real channel, nothing is shared, and what cannot be cloned is refused.
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise<unknown>((resolve, reject) => {
        const id = (lastId += 1)
        world.electronDoubleAsk(JSON.stringify({ id, channel, args: structuredClone(args) }))
        asked.set(id, { resolve, reject })
      }),
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    },
  }
  const require = (name: string) => {
    if (name !== 'electron') {
      throw new Error(`A sandboxed preload cannot require ${name}.`)
    }
    return { contextBridge, ipcRenderer }
  }
  preload(require, { exports: {} }, {})
}

/** Preloads run in main frames only, unless nodeIntegrationInSubFrames is set. */
function inMainFrame(script: string): string {
  return `if (window === window.top) { ${script} }`
}

/** Runs the preload's text in its world. */
export function preloadScript(preload: string): string {
  const text = `function (require, module, exports) {\n${preload}\n}`
  return inMainFrame(`(${preloadWorld.toString()})(${text}, (${bridgeEnd.toString()})('preload'))`)
}

/** Runs in the page's world: the other end of the bridge. */
export function pageScript(): string {
  return inMainFrame(`(${bridgeEnd.toString()})('page')`)
}
