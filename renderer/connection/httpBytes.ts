import * as z from 'zod'
import { HomeportError, ReceivedErrorData, receivedError } from '#shared/errors.ts'
import { proofHeaders } from './browserProof.ts'
import * as words from './laterWords.ts'

/** A request whose body or answer is no JSON. */
export interface BytesRequest {
  readonly method: 'GET' | 'PUT' | 'POST'
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: BodyInit
  readonly gone?: AbortSignal
}

/** @throws HomeportError as the server answered; INTERNAL_001 when there was no valid answer. */
export async function requestBytes({ method, path, query, headers, body, gone }: BytesRequest): Promise<Response> {
  const answer = await fetch(addressOf(path, query), {
    method,
    credentials: 'same-origin',
    headers: { ...headers, ...(await proofHeaders()) },
    body: body ?? null,
    signal: gone ?? null,
  }).catch((cause: unknown) => {
    throw new HomeportError('INTERNAL_001', words.theWorkstationDidNotAnswer, {
      cause,
    })
  })
  if (!answer.ok) {
    throw failure(answer.status, await answer.json().catch(() => null))
  }
  return answer
}

/** The same, telling how far the body went (0 to 1). Resolves with the JSON of the answer. @throws HomeportError. */
export async function sendBytes(
  { method, path, query, headers: own, body, gone }: BytesRequest & { readonly body: Blob },
  onProgress: (share: number) => void,
): Promise<unknown> {
  const headers = { ...own, ...(await proofHeaders()) }
  // `fetch` does not tell how far an upload went.
  const request = new XMLHttpRequest()
  request.open(method, addressOf(path, query))
  Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value))
  request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total))
  gone?.addEventListener('abort', () => request.abort())
  await new Promise<void>((resolve) => {
    request.addEventListener('loadend', () => resolve())
    request.send(new Blob([body], { type: 'application/octet-stream' }))
  })
  const answer = parsed(request.responseText)
  if (request.status < 200 || request.status > 299) {
    throw failure(request.status, answer)
  }
  return answer
}

function addressOf(path: string, query: BytesRequest['query']): string {
  return `${path}?${new URLSearchParams(query).toString()}`
}

function failure(status: number, body: unknown): HomeportError {
  const error = z.object({ error: ReceivedErrorData }).safeParse(body).data?.error
  return error === undefined
    ? new HomeportError('INTERNAL_001', words.theWorkstationDidNotTake, { details: { status } })
    : receivedError(error)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
