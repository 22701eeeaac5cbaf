import { createHmac } from 'node:crypto'
import type { PushPayload } from '../deciding/messages.ts'
import type { PushMessage } from '../deciding/messages.ts'
import { topicOf } from './target.ts'

export interface HttpMessage {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

interface Circumstances {
  /** ms since 1970. */
  readonly now: number
  readonly secret: string | null
  /** Where the page is reached from afar; null: nowhere. */
  readonly page: string | null
}

type Shown = Extract<PushPayload, { readonly kind: 'show' }>

/** As https://docs.ntfy.sh/publish/#publish-as-json says: posted to the server itself, with the topic in the body. */
export function ntfyMessage(target: string, message: PushMessage & { payload: Shown }, at: Circumstances): HttpMessage {
  const url = new URL(target)
  const topic = topicOf(url)
  const { title, body, path } = message.payload
  const link = linkOf(path, at.page)
  url.pathname = url.pathname.slice(0, url.pathname.lastIndexOf(topic ?? ''))
  return {
    url,
    headers: {
      'content-type': 'application/json',
      ...(at.secret === null ? {} : { authorization: `Bearer ${at.secret}` }),
    },
    body: bytesOf({
      topic,
      title,
      message: body,
      priority: message.urgency === 'high' ? 4 : 3,
      ...(link === null ? {} : { click: link }),
    }),
  }
}

/**
 * What browsers are sent, as JSON, with the whole address of the page. Signed like Stripe's:
 * `homeport-signature: t=<seconds>,v1=<hex of HMAC-SHA-256 over "<t>.<body>">`, where there is a secret.
 */
export function webhookMessage(target: string, { payload }: PushMessage, at: Circumstances): HttpMessage {
  const link = payload.kind === 'show' ? linkOf(payload.path, at.page) : null
  const body = bytesOf({ ...payload, ...(link === null ? {} : { url: link }) })
  const time = Math.floor(at.now / 1000)
  const signature =
    at.secret === null ? null : createHmac('sha256', at.secret).update(`${time}.`).update(body).digest('hex')
  return {
    url: new URL(target),
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Homeport',
      ...(signature === null ? {} : { 'homeport-signature': `t=${time},v1=${signature}` }),
    },
    body,
  }
}

export function linkOf(path: string, page: string | null): string | null {
  return page === null ? null : new URL(path, page).href
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}
