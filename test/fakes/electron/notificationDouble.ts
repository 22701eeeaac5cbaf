import { EventEmitter } from 'node:events'
import type { NotificationConstructorOptions } from 'electron'
import type { NotificationPart } from '#main/electronApi.ts'

/** What was shown; `click` and `press` act as the person does. */
export class NotificationDouble extends EventEmitter implements NotificationPart {
  readonly options: NotificationConstructorOptions
  isShown = false
  readonly #platform: NodeJS.Platform
  readonly #refusal: string | null

  /** `refusal`: why the system shows none, as macOS does of an unsigned program. */
  constructor(options: NotificationConstructorOptions, platform: NodeJS.Platform, refusal: string | null) {
    super()
    this.options = options
    this.#platform = platform
    this.#refusal = refusal
  }

  /** The system is asked; what comes of it is told later. */
  show(): void {
    this.isShown = this.#refusal === null
    setImmediate(() => {
      if (this.#refusal === null) {
        this.emit('show', {})
      } else {
        this.emit('failed', {}, this.#refusal)
      }
    })
  }

  close(): void {
    this.isShown = false
    this.emit('close', {})
  }

  click(): void {
    this.emit('click', {})
  }

  /** What the person reads: on Linux the body is markup. */
  get readable(): string {
    const { body = '' } = this.options
    return this.#platform === 'linux'
      ? body
          .replaceAll(/<[^>]*>?/g, '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&')
      : body
  }

  /** Presses one of its buttons. @throws Error when it has none of that name; on Linux it has none at all. */
  press(text: string): void {
    const actions = this.#platform === 'linux' ? [] : (this.options.actions ?? [])
    const actionIndex = actions.findIndex((action) => action.text === text)
    if (actionIndex < 0) {
      throw new Error(`The notification has no button “${text}”.`)
    }
    this.emit('action', { actionIndex })
  }
}
