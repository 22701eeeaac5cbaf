import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { FileEntry } from '#shared/operations/file.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** A real gateway with a session in a folder of its own. */
export async function opened(env: NodeJS.ProcessEnv = {}) {
  const gateway = await startTestGateway({ env })
  const { token } = await gateway.personalToken(['read', 'drive'])
  const { id } = gateway.host.addSession(gateway.gateway.owner.user_id)
  const dataDir = gateway.folder
  const folder = realpathSync(temporaryFolder())
  gateway.host.setFolder(id, folder)
  const put = (name: string, content: string | Buffer = name) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
  /** As a program asks, with the bytes as they are. */
  const ask = async (method: string, route: string, options: RequestInit & { query?: Record<string, string> } = {}) => {
    const { query, headers, ...rest } = options
    const url = `${gateway.url}/api/workspace/${route}?${new URLSearchParams({ session_id: id, ...query })}`
    const sent = { Authorization: `Bearer ${token}`, ...(headers as Record<string, string> | undefined) }
    return fetch(url, { method, headers: sent, ...rest })
  }
  const json = { 'Content-Type': 'application/json' }
  const tell = async (route: string, body: object) =>
    ask('POST', route, { headers: json, body: JSON.stringify({ session_id: id, ...body }), query: {} }).then(
      async (answer) => ({ status: answer.status, body: (await answer.json()) as Record<string, unknown> }),
    )
  return { ...gateway, dataDir, token, id, folder, put, ask, tell }
}

type Opened = Awaited<ReturnType<typeof opened>>

/** What the folder of the session holds. */
export async function listed({ ask }: Opened, query: Record<string, string> = {}) {
  const answer = await ask('GET', 'files', { query })
  expect(answer.status).toBe(200)
  return (await answer.json()) as {
    files: FileEntry[]
    next_cursor: string | null
    file_count: number
    total_size: number
  }
}
