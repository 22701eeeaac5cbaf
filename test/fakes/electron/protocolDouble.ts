import type { CustomScheme } from 'electron'
import type { AppDouble } from './appDouble.ts'

type Handler = (request: Request) => Response | Promise<Response>

/** Electron's `protocol`: a scheme that was not named before `ready` has no origin, so its pages can load nothing. */
export class ProtocolDouble {
  readonly privileged = new Map<string, CustomScheme['privileges']>()
  readonly #handlers = new Map<string, Handler>()
  readonly #app: AppDouble
  readonly #touchSession: () => void

  /** `touchSession`: it belongs to the default session, which is made with it. */
  constructor(app: AppDouble, touchSession: () => void) {
    this.#app = app
    this.#touchSession = touchSession
  }

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    this.#app.assertNotReady('protocol.registerSchemesAsPrivileged')
    schemes.forEach(({ scheme, privileges }) => this.privileged.set(scheme, privileges))
  }

  handle(scheme: string, handler: Handler): void {
    this.#app.assertReady('protocol.handle')
    this.#touchSession()
    this.#handlers.set(scheme, handler)
  }

  /** What a page would get; null: nobody serves that scheme. */
  async answer(url: string, method: string): Promise<Response | null> {
    const scheme = new URL(url).protocol.slice(0, -1)
    const handler = this.#handlers.get(scheme)
    return handler === undefined || this.privileged.get(scheme)?.standard !== true
      ? null
      : handler(new Request(url, { method }))
  }
}

/** Chromium here does not know our schemes: their pages are shown under an https address that leads nowhere. */
export const schemeAddress = {
  toChromium: (url: string): string =>
    url.replace(/^(?!https?:|file:|about:|data:|blob:)([a-z][a-z0-9-]*):\/\/([^/?#]+)/, 'https://$2.$1.invalid'),
  fromChromium: (url: string): string => url.replace(/^https:\/\/([^/?#]+?)\.([a-z0-9-]+)\.invalid/, '$2://$1'),
}
