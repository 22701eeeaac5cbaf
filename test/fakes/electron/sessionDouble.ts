import { existsSync } from 'node:fs'
import path from 'node:path'
import type { SessionPart } from '#main/electronWindow.ts'

type Request = Parameters<SessionPart['setPermissionRequestHandler']>[0]
type Check = Parameters<SessionPart['setPermissionCheckHandler']>[0]
type Device = Parameters<SessionPart['setDevicePermissionHandler']>[0]
type Asker = { readonly id: number }

/**
 * Electron's session, which all windows share: `requests`, `checks` and `usesDevice` ask as a page of a window would.
 * Without a handler all is granted. It is made when somebody first asks for it, and looks for its dictionaries then: what
 * is not there it fetches, from Google unless it was told of another place.
 */
export class SessionDouble implements SessionPart {
  #request: Request = null
  #check: Check = null
  #device: Device = null
  #languages: readonly string[]
  #dictionaries = 'https://redirector.gvt1.com/edgedl/chrome/dict/'
  #isMade = false
  readonly #userData: () => string
  /** The languages that are checked. */
  readonly spelling = new Set<string>()
  /** What was fetched, or would have been. */
  readonly fetched: string[] = []
  readonly learnt: string[] = []

  constructor({ userData = () => '', language = 'en-US' }: { userData?: () => string; language?: string } = {}) {
    this.#userData = userData
    this.#languages = [language]
  }

  /** Somebody asks for it. */
  touch(): this {
    if (!this.#isMade) {
      this.#isMade = true
      this.#loadDictionaries()
    }
    return this
  }

  setPermissionRequestHandler(handler: Request): void {
    this.#request = handler
  }

  setPermissionCheckHandler(handler: Check): void {
    this.#check = handler
  }

  setDevicePermissionHandler(handler: Device): void {
    this.#device = handler
  }

  /** @throws Error for what Chromium has no dictionary of. */
  setSpellCheckerLanguages(languages: string[]): void {
    if (languages.some((language) => !/^en-(?:US|GB|AU|CA)$|^[a-z]{2}$/.test(language))) {
      throw new Error(`Invalid language code provided: "${languages.join()}"`)
    }
    this.#languages = languages
    this.#loadDictionaries()
  }

  setSpellCheckerDictionaryDownloadURL(url: string): void {
    this.#dictionaries = url
  }

  addWordToSpellCheckerDictionary(word: string): boolean {
    this.learnt.push(word)
    return true
  }

  /** The files are looked for in another thread; what is to be fetched is known only then. */
  #loadDictionaries(): void {
    this.spelling.clear()
    const languages = this.#languages
    setImmediate(() => {
      for (const language of languages) {
        const name = `${language}-10-1.bdic`
        if (existsSync(path.join(this.#userData(), 'Dictionaries', name))) {
          this.spelling.add(language)
        } else {
          this.fetched.push(`${this.#dictionaries}${name.toLowerCase()}`)
        }
      }
    })
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
