/**
 * Runs in the page, before it: what Electron gives a sandboxed preload (`contextBridge`, `ipcRenderer`, and a `require`
 * that knows nothing but electron). One world instead of two: what is not exposed is kept in closures.
 */
export function preloadWorld(
  preload: (require: (name: string) => object, module: { exports: object }, exports: object) => void,
): void {
  if (window !== window.top) {
    // Preloads run in main frames only, unless nodeIntegrationInSubFrames is set.
    return
  }
  type Listener = (event: object, ...args: unknown[]) => void
  const page = window as unknown as Record<string, unknown> & {
    readonly electronDoubleInvoke: (channel: string, args: unknown[]) => Promise<unknown>
  }
  const invoke = page.electronDoubleInvoke
  const listeners = new Map<string, Listener[]>()
  // As over the bridge: functions are wrapped, what goes through them is cloned both ways, everything is frozen.
  const wrap = (call: unknown) =>
    typeof call === 'function'
      ? async (...args: unknown[]) => clone((await call(...clone(args))) as unknown)
      : clone(call)
  const clone = structuredClone
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: Record<string, unknown>) => {
        const bridged = Object.fromEntries(Object.entries(api).map(([key, value]) => [key, wrap(value)]))
        Object.defineProperty(window, name, { value: Object.freeze(bridged), enumerable: true })
      },
    },
    ipcRenderer: {
      // As over the real channel: a structured clone, nothing shared.
      invoke: (channel: string, ...args: unknown[]) => invoke(channel, structuredClone(args)),
      on: (channel: string, listener: Listener) => {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      },
    },
  }
  const require = (name: string) => {
    if (name !== 'electron') {
      throw new Error(`A sandboxed preload cannot require ${name}.`)
    }
    return electron
  }
  Object.defineProperty(window, 'electronDoubleSend', {
    value: (channel: string, values: unknown[]) =>
      listeners.get(channel)?.forEach((listener) => listener({}, ...values)),
  })
  preload(require, { exports: {} }, {})
}

/** The script that runs the preload's text in such a world. */
export function preloadScript(preload: string): string {
  return `(${preloadWorld.toString()})(function (require, module, exports) {\n${preload}\n})`
}
