import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { McpServer, SessionSetup } from '#shared/session/setup.ts'

/** What a session is made with, as it stands on the command line. */
export interface SetupFlags {
  readonly env?: readonly string[] | undefined
  readonly envFile?: string | undefined
  readonly mcpConfig?: string | undefined
  readonly allow?: readonly string[] | undefined
  readonly deny?: readonly string[] | undefined
  readonly addDir?: readonly string[] | undefined
  readonly systemPrompt?: string | undefined
}

/** What was named of it. @throws HomeportError WS_002 for a file that cannot be read or holds something else. */
export function setupOf({ allow, deny, addDir, systemPrompt, mcpConfig }: SetupFlags): SessionSetup {
  return {
    ...(allow === undefined ? {} : { allowed_tools: [...allow] }),
    ...(deny === undefined ? {} : { denied_tools: [...deny] }),
    ...(addDir === undefined ? {} : { additional_folders: addDir.map((folder) => path.resolve(folder)) }),
    ...(systemPrompt === undefined ? {} : { system_prompt: systemPrompt }),
    ...(mcpConfig === undefined ? {} : { mcp_servers: serversIn(mcpConfig) }),
  }
}

/** @throws HomeportError WS_002 for a variable that the command does not have, and a line that sets none. */
export function environmentOf({ env = [], envFile }: SetupFlags): Record<string, string> {
  const own = env.map((name) => {
    const value = process.env[name]
    if (value === undefined || value === '') {
      throw new HomeportError('WS_002', `--env: ${name} has no value here. Set it for this command first.`)
    }
    return [name, value] as const
  })
  return { ...Object.fromEntries(envFile === undefined ? [] : linesIn(envFile)), ...Object.fromEntries(own) }
}

function linesIn(file: string): (readonly [string, string])[] {
  return read(file, '--env-file')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .map((line) => {
      const at = line.indexOf('=')
      if (at < 1) {
        throw new HomeportError('WS_002', '--env-file: Each line is NAME=value. Nothing was sent.')
      }
      return [line.slice(0, at).trim(), line.slice(at + 1)] as const
    })
}

const record = z.record(z.string(), z.string()).optional()
/** Without a type it is a program, as Claude Code reads it. */
const Config = z.object({
  mcpServers: z.record(
    z.string(),
    z.object({
      type: z.enum(['stdio', 'http', 'sse']).default('stdio'),
      command: z.string().default(''),
      args: z.array(z.string()).optional(),
      env: record,
      url: z.string().default(''),
      headers: record,
    }),
  ),
})

function serversIn(file: string): Record<string, McpServer> {
  try {
    const { mcpServers } = Config.parse(JSON.parse(read(file, '--mcp-config')))
    return Object.fromEntries(
      Object.entries(mcpServers).map(([name, { type, command, args, env, url, headers }]) => [
        name,
        type === 'stdio'
          ? { type, command, ...(args === undefined ? {} : { args }), ...(env === undefined ? {} : { env }) }
          : { type, url, ...(headers === undefined ? {} : { headers }) },
      ]),
    )
  } catch (error) {
    if (error instanceof HomeportError) {
      throw error
    }
    throw new HomeportError('WS_002', `--mcp-config: ${file} is no {"mcpServers": {…}}. Nothing was sent.`)
  }
}

function read(file: string, flag: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch {
    throw new HomeportError('WS_002', `${flag}: ${file} cannot be read. Nothing was sent.`)
  }
}
