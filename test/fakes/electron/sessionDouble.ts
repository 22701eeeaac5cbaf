import type { SessionPart } from '#main/windowParts.ts'

type Request = Parameters<SessionPart['setPermissionRequestHandler']>[0]
type Check = Parameters<SessionPart['setPermissionCheckHandler']>[0]
type Device = Parameters<SessionPart['setDevicePermissionHandler']>[0]
type Asker = { readonly id: number }

/**
 * Electron's session, which all windows share: `requests`, `checks` and `usesDevice` ask as a page of a window would.
 * Without a handler all is granted.
 */
export class SessionDouble implements SessionPart {
  #request: Request = null
  #check: Check = null
  #device: Device = null
  spellChecker = true

  setPermissionRequestHandler(handler: Request): void {
    this.#request = handler
  }

  setPermissionCheckHandler(handler: Check): void {
    this.#check = handler
  }

  setDevicePermissionHandler(handler: Device): void {
    this.#device = handler
  }

  setSpellCheckerEnabled(enable: boolean): void {
    this.spellChecker = enable
  }

  requests(contents: Asker, permission: string, requestingUrl: string): boolean {
    let isGranted = this.#request === null
    const answer = (granted: boolean) => (isGranted = granted)
    const call = this.#request as unknown as ((...args: unknown[]) => void) | null
    call?.(contents, permission, answer, { requestingUrl })
    return isGranted
  }

  /** `contents` null: a worker, or a frame that Electron cannot name. */
  checks(contents: Asker | null, permission: string, origin: string): boolean {
    const call = this.#check as unknown as ((...args: unknown[]) => boolean) | null
    return call?.(contents, permission, origin, {}) ?? true
  }

  usesDevice(deviceType: 'hid' | 'serial' | 'usb', origin: string): boolean {
    const call = this.#device as unknown as ((details: object) => boolean) | null
    return call?.({ deviceType, origin, device: {} }) ?? true
  }
}
