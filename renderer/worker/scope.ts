/** What a service worker is given, as far as it is used here: the page's own types know no workers. */
export interface WorkerScope {
  readonly clients: WorkerClients
  readonly registration: ServiceWorkerRegistration
  skipWaiting(): Promise<void>
  addEventListener<K extends keyof WorkerEvents>(type: K, listener: (event: WorkerEvents[K]) => void): void
}

export interface WorkerClients {
  claim(): Promise<void>
  matchAll(options: { readonly type: 'window'; readonly includeUncontrolled: boolean }): Promise<readonly PageClient[]>
  openWindow(url: string): Promise<PageClient | null>
}

/** An open page of ours. */
export interface PageClient {
  readonly url: string
  readonly focused: boolean
  readonly visibilityState: DocumentVisibilityState
  focus(): Promise<PageClient>
  navigate(url: string): Promise<PageClient | null>
  /** Nobody else gets it: unlike a window's, it takes no origin. */
  postMessage(message: unknown, options?: StructuredSerializeOptions): void
}

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void
}

export interface FetchEvent extends Extendable {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

export interface PushEvent extends Extendable {
  readonly data: { json(): unknown } | null
}

export interface ClickEvent extends Extendable {
  /** Empty: the notification itself. */
  readonly action: string
  readonly notification: Notification
}

interface WorkerEvents {
  readonly install: Extendable
  readonly activate: Extendable
  readonly fetch: FetchEvent
  readonly message: Extendable & { readonly data: unknown }
  readonly push: PushEvent
  readonly notificationclick: ClickEvent
  readonly pushsubscriptionchange: Extendable
}
