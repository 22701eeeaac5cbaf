import type { Writable } from 'node:stream'
import * as ws from 'ws'
import { readElicitation } from '#shared/session/elicitation.ts'
import { contentProblem } from '#shared/session/elicitationAnswer.ts'
import { MAX_PUBLIC_BYTES } from '#shared/protocol/frames.ts'
import { readFrame } from '#shared/protocol/serverFrames.ts'
import { readDeepLink } from '#main/system/deepLinks.ts'
import { exportLines } from '#server/gateway/audit/read/exportFormat.ts'
import { createTrustedProxies } from '#server/gateway/kernel/origin/trustedProxies.ts'
import { readClaudeLine } from '#server/host/claude/protocol/messages.ts'
import { serverEntries, settingsEntries } from '#server/host/trust/content/settingsEntries.ts'
import { canonicalJson } from '#server/platform/canonicalJson.ts'
import { noProxyEntries, proxyFor } from '#server/platform/outbound/proxies.ts'
import { readSettingsText } from '#server/platform/settings/settingsFile.ts'
import type { Parser } from './growth.ts'

const HEADERS = 16 * 1024
const LONG = 128 * 1024
const proxies = createTrustedProxies(() => ['127.0.0.1', '10.0.0.0/8'])

/** Readers of files, of programs, and of what stands between two computers. */
export const moreParsers: readonly Parser[] = [
  {
    name: 'frames of WebSocket, byte by byte',
    longest: 32 * 1024,
    parts: [
      '\u0081\u0080\u0000\u0000\u0000\u0000',
      '\u0001\u0081abcdx',
      '\u0000\u0081abcdx',
      '\u0089\u0080abcd',
      '\u0081',
    ],
    read: (text) => receive(Buffer.from(text, 'latin1')),
  },
  {
    name: 'the settings file',
    longest: LONG,
    parts: ['port: ', '\n', '- ', '  ', '"', '&a ', '*a', '[', '{', '#', ': ', '? ', '!!', '|\n', 'a'],
    read: (text) => readSettingsText(text, 'settings.yaml'),
  },
  {
    name: 'an entry of the audit log, exported',
    longest: LONG,
    parts: ['=', '"', '\n', ',', "'", '\t'],
    read: exported,
  },
  {
    name: 'a line of Claude Code',
    longest: LONG,
    parts: ['{"type":"', 'assistant', '"', '\\', '{', '[', ',', ':'],
    read: readClaudeLine,
  },
  {
    name: 'what Claude Code tells, whatever it holds',
    longest: LONG,
    parts: ['a', '\n', '"', '\\', '<tool_use_error>', '<'],
    read: (text) =>
      readClaudeLine(
        JSON.stringify({ type: 'user', message: { role: 'user', content: [{ type: 'text', text }] }, uuid: text }),
      ),
  },
  {
    name: 'a frame of the server, in the page',
    longest: LONG,
    parts: ['{"type":"', 'event', '"', '\\', '{', '[', ','],
    read: readFrame,
  },
  {
    name: 'whom a proxy names',
    longest: HEADERS,
    parts: ['10.0.0.1', ',', ' ', '[', ']', ':', '1'],
    read: (text) =>
      proxies.forwarding('127.0.0.1', { 'x-forwarded-for': text, 'x-forwarded-proto': text, forwarded: text }),
  },
  {
    name: 'proxies of the environment',
    longest: LONG,
    parts: ['http://', '@', ':', '.', '*', ',', ' ', '[', 'a'],
    read: (text) => [
      proxyFor('https://example.com/', { HTTPS_PROXY: text, NO_PROXY: text }),
      noProxyEntries({ NO_PROXY: text }),
    ],
  },
  {
    name: 'a link into the program',
    longest: LONG,
    parts: ['homeport://', 'session/', '/', 'a', '-'],
    read: readDeepLink,
  },
  {
    name: 'a form of an MCP server, and what is written into it',
    longest: LONG,
    parts: ['a', '@', '.', ':', ' ', '\ud83d\ude00', '-', '1'],
    read: (text) => {
      const form = readElicitation({
        message: text,
        requested_schema: { properties: { [text]: { type: 'string', format: 'email', pattern: text, title: text } } },
      })
      return [contentProblem(form, { [text]: text }), contentProblem(form, { a: text })]
    },
  },
  {
    name: 'settings of a folder',
    longest: LONG,
    parts: ['Bash(', ')', ':*', ' ', '*', '/', '"'],
    read: (text) => [
      settingsEntries({ permissions: { allow: [text], deny: [text] }, env: { [text]: text }, hooks: { [text]: text } }),
      serverEntries({ mcpServers: { [text]: { command: text, args: [text] } } }),
    ],
  },
  {
    name: 'what a hash is taken of',
    longest: LONG,
    parts: ['é', '"', '\\', '\u0001', 'a'],
    read: (text) => canonicalJson({ [text]: [text, { a: text }] }),
  },
]

/** What every socket of `ws` reads with. Its types leave it out. */
const { Receiver } = ws as unknown as { readonly Receiver: new (options: object) => Writable }

function receive(bytes: Buffer): void {
  const receiver = new Receiver({ isServer: true, maxPayload: MAX_PUBLIC_BYTES, allowSynchronousEvents: true })
  receiver.on('error', () => {})
  for (const byte of bytes) {
    if (receiver.destroyed) {
      return
    }
    receiver.write(Buffer.of(byte))
  }
}

function exported(text: string): string {
  const entry = JSON.stringify({
    seq: 1,
    time: '2026-01-01T00:00:00.000Z',
    action: 'session.create',
    outcome: 'success',
    code: null,
    count: 1,
    user_id: null,
    username: text,
    credential: { kind: 'none', id: null, name: text },
    address: null,
    user_agent: text,
    session_id: null,
    object_id: text,
    details: { text },
    request_id: null,
  })
  return [...exportLines([{ seq: 1, entry, hash: 'a'.repeat(64) }], 'csv')].join('')
}
