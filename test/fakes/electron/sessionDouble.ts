import type { ContentsPart } from '#main/electronParts.ts'

type Handlers = ContentsPart['session']
type Request = Parameters<Handlers['setPermissionRequestHandler']>[0]
type Check = Parameters<Handlers['setPermissionCheckHandler']>[0]
type Device = Parameters<Handlers['setDevicePermissionHandler']>[0]

/** Electron's session: `requests`, `checks` and `usesDevice` ask as a page would. Without a handler all is granted. */
export class SessionDouble implements Handlers {
  #request: Request = null
  #check: Check = null
  #device: Device = null

  setPermissionRequestHandler(handler: Request): void {
    this.#request = handler
  }

  setPermissionCheckHandler(handler: Check): void {
    this.#check = handler
  }

  setDevicePermissionHandler(handler: Device): void {
    this.#device = handler
  }

  requests(permission: string, requestingUrl: string): boolean {
    let isGranted = this.#request === null
    const answer = (granted: boolean) => (isGranted = granted)
    const call = this.#request as unknown as ((...args: unknown[]) => void) | null
    call?.({}, permission, answer, { requestingUrl })
    return isGranted
  }

  checks(permission: string, origin: string): boolean {
    const call = this.#check as unknown as ((...args: unknown[]) => boolean) | null
    return call?.({}, permission, origin, {}) ?? true
  }

  usesDevice(deviceType: 'hid' | 'serial' | 'usb', origin: string): boolean {
    const call = this.#device as unknown as ((details: object) => boolean) | null
    return call?.({ deviceType, origin, device: {} }) ?? true
  }
}
