/** What a push message says, as the server writes it (server/gateway/push/messages). */
export type Pushed =
  | {
      readonly kind: 'show'
      /** One notification for each: a later one replaces it. */
      readonly tag: string
      readonly title: string
      readonly body: string
      /** Where a tap leads, on this origin. */
      readonly path: string
      /** When it happened, in ms since 1970. */
      readonly at: number
      readonly badge: number
      /** It may be answered in the notification: `body` says all that would happen. */
      readonly answers?: string
      /** Of a test: told to the open pages as soon as it is there. */
      readonly test?: string
    }
  | { readonly kind: 'close'; readonly tag: string; readonly badge: number }

/** By hand: the worker is one small file. null: nothing that this version understands. */
export function readPushed(value: unknown): Pushed | null {
  if (!isRecord(value) || typeof value['tag'] !== 'string' || typeof value['badge'] !== 'number') {
    return null
  }
  const { kind, tag, badge, title, body, path, at, answers, test } = value
  if (kind === 'close') {
    return { kind, tag, badge }
  }
  const isShown = typeof title === 'string' && typeof body === 'string' && isOwnPath(path) && typeof at === 'number'
  if (kind !== 'show' || !isShown) {
    return null
  }
  return {
    kind,
    tag,
    title,
    body,
    path,
    at,
    badge,
    ...(isOwnPath(answers) ? { answers } : {}),
    ...(typeof test === 'string' ? { test } : {}),
  }
}

/** `//elsewhere` would be another origin. */
export function isOwnPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value)
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
