import { hiddenKinds, markedRuns, withMarks } from '#shared/text/hiddenCharacters.ts'
import { readable } from '#shared/session/tools/toolSummary.ts'
import { baseName, within } from '#shared/session/paths.ts'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { toolPhrase } from '#shared/session/tools/toolPhrase.ts'
import { readFile, resultText } from '#renderer/features/conversation/tools/resultText.ts'
import { maskMath } from '#renderer/content/math/maskMath.ts'
import { readMarkdown } from '#renderer/content/markdown/readMarkdown.ts'
import { requestedLines } from '#renderer/content/lines/requestedDiff.ts'
import { commandSegments } from '#renderer/content/command/commandPieces.ts'
import { oddHosts } from '#renderer/features/approvals/hosts.ts'
import { lineRows } from '#renderer/content/lines/lineRows.ts'
import { numbered, patchLines } from '#renderer/content/lines/patch.ts'
import { logLine } from '#main/system/logTail.ts'
import { createCookieNames } from '#server/gateway/kernel/requests/cookie.ts'
import { deviceName } from '#server/gateway/auth/devices/deviceName.ts'
import { isForPerson, pathOf } from '#server/gateway/answers/addresses.ts'
import { assertOwnOrigin, loopbackOrigins } from '#server/gateway/kernel/origin/sameOrigin.ts'
import { inlineHashes } from '#server/gateway/http/page/staticUi.ts'
import { readClientHello } from '#server/gateway/remote/listener/clientHello.ts'
import { addressBlockOf, plainAddress } from '#server/gateway/kernel/origin/addressBlock.ts'
import { parseUntrustedJson } from '#server/gateway/kernel/requests/untrustedJson.ts'
import { readFrame } from '#server/gateway/wire/frames/frameReader.ts'
import { rank } from '#server/gateway/workspace/folders/folderSearch.ts'
import { markdownEntry } from '#server/host/trust/content/markdownEntry.ts'
import { readVariables } from '#server/platform/environment/shellCommand.ts'
import { FrameDecoder } from '#server/link/socket/frameCodec.ts'
import { LineReader } from '#server/platform/files/lineReader.ts'
import { parsePsTable } from '#server/platform/processes/processTable.ts'
import { parsePsUsage } from '#server/platform/processes/processUsage.ts'
import { redactText } from '#server/platform/log/redact.ts'
import type { Parser } from './growth.ts'

/** Node's own bound of all headers of a request, and of a client hello. */
const HEADERS = 16 * 1024
const LONG = 128 * 1024

const workspace = { workspace: '/home/me/code', tense: 'wanted' } as const

/** Every reader of what comes from outside: people, browsers, networks, programs, Claude. */
export const parsers: readonly Parser[] = [
  {
    name: 'JSON of a stranger',
    longest: LONG,
    parts: ['"', '\\', '[', '{', ']', ':', ',', 'é'],
    read: (text) => parseUntrustedJson(Buffer.from(text)),
  },
  {
    name: 'a frame of a socket',
    longest: LONG,
    parts: ['{"type":"', '"', '\\', '{', '"a":', ',', '1'],
    read: (text) => readFrame(Buffer.from(text), false),
  },
  {
    name: 'a binary frame of a socket',
    longest: LONG,
    parts: ['\u0001', '\u0002', '\u0000', 'é'],
    read: (text) => readFrame(Buffer.from(text), true),
  },
  {
    name: 'a cookie header',
    longest: HEADERS,
    parts: [';', '=', ' ', 'homeport_session_', ','],
    read: (text) => createCookieNames('/data').readSession(text, true),
  },
  {
    name: 'a User-Agent',
    longest: HEADERS,
    parts: ['Mozilla/', ' ', '(', 'iPhone', '.', '/'],
    read: (text) => deviceName(text),
  },
  {
    name: 'an address',
    longest: HEADERS,
    parts: [':', '::', '%', '[', '.', '1'],
    read: (text) => [plainAddress(text), addressBlockOf(text)],
  },
  {
    name: 'a client hello',
    longest: HEADERS,
    parts: ['\u0016\u0003\u0001\u0000\u0000', '\u0016\u0003\u0001\u0000\u0001\u0001', '\u0001\u0000', '\u0010'],
    read: (text) => readClientHello(Buffer.from(text, 'latin1')),
  },
  {
    name: 'frames of the link',
    longest: LONG,
    parts: ['\u0000\u0000\u0000\u0006\u0000\u0000\u0000\u0002{}', '\u0000', '\u0001', '{'],
    read: readFrames,
  },
  { name: 'lines of a program, in small pieces', longest: LONG, parts: ['\n', 'a', ' ', '\r', 'é'], read: readLines },
  {
    name: 'what is logged',
    longest: LONG,
    parts: ['eyJaaaaaaaa', '.', '-', 'Bearer ', '//', ':', '@', 'hp_', 'sk-ant-', '?token=', ' '],
    read: redactText,
  },
  { name: 'a log entry of the window', longest: LONG, parts: ['{', '"', '\\', ':', ' '], read: logLine },
  {
    name: 'a path',
    longest: LONG,
    parts: ['/', '\\', 'a', '.', ' '],
    read: (text) => [within(text, text), baseName(text), rank(text, text.split(' '))],
  },
  {
    name: 'the name of a tool',
    longest: LONG,
    parts: ['mcp__', '_', 'a', '\n', ' '],
    read: (text) => toolPhrase({ name: text, input: { a: text } }, workspace),
  },
  {
    name: 'a command at a glance',
    longest: 32 * 1024,
    parts: [' ', '\n', '\u202e', '\u2028', 'a', '\u0007'],
    read: readable,
  },
  {
    name: 'an edit',
    longest: LONG,
    parts: ['\n', 'a', ' ', '\r'],
    read: (text) => requestedLines('Edit', { old_string: text, new_string: `${text}b` }),
  },
  {
    name: 'a patch',
    longest: LONG,
    parts: ['+', '-', ' ', '\\', '\n'],
    read: (text) => patchLines({ structuredPatch: [{ lines: text.split('\n') }] }),
  },
  {
    name: 'what a tool printed',
    longest: LONG,
    parts: ['\u001b[', ';', 'm', '1', '\n', ' '],
    read: (text) => {
      const result = {
        is_error: false,
        content: text,
        details: null,
        truncated_bytes: null,
      } as unknown as ToolItem['result']
      return [resultText({ name: 'Agent', approval: null, result }), readFile({ result }, text)]
    },
  },
  {
    name: 'what a text hides',
    longest: 32 * 1024,
    parts: ['\u202e', '\u200b', ' ', 'é\u0301\u0301\u0301\u0301\u0301', 'א', '\u0000', 'a'],
    read: (text) => [markedRuns(text), withMarks(text), hiddenKinds(text)],
  },
  {
    name: 'a command on a card',
    // Longer lines are drawn in pieces of 2,000 characters.
    longest: 8 * 1024,
    parts: ['&&', '|', ';', ' ', "'", '"', 'a'],
    read: (text) => commandSegments(text, []),
  },
  {
    name: 'hosts in a text',
    longest: LONG,
    parts: ['https://', '@', ':', '.', '/', 'а', 'xn--', '%', '0x'],
    read: oddHosts,
  },
  {
    name: 'lines of a diff on a card',
    longest: LONG,
    parts: ['\n', 'a', '\n\n'],
    read: (text) => lineRows(numbered('added', text)),
  },
  {
    name: 'the address of a request',
    longest: HEADERS,
    parts: ['/', '%2f', '?', '.', '\\', '//', '#'],
    read: (text) => [pathOf({ url: text }), isForPerson({ url: text, method: 'GET', headers: { accept: text } })],
  },
  {
    name: 'Host and Origin',
    longest: HEADERS,
    parts: ['127.0.0.1', ':', '.', '[', ']', '@', 'a'],
    read: (text) => refusedOrigin(text),
  },
  {
    name: 'front matter of a folder',
    longest: LONG,
    parts: ['---\n', 'a: ', '- ', '&a ', '*a', '{', '[{', '? ', '\n', '  ', '"'],
    read: (text) => markdownEntry(`---\n${text}\n---\n!\`ls\``),
  },
  {
    name: 'the output of ps',
    longest: LONG,
    parts: [' ', '\n', '1', 'S', '\t', ':', '-'],
    read: (text) => [parsePsTable(text), parsePsUsage(text)],
  },
  {
    name: 'the output of a login shell',
    longest: LONG,
    parts: ['PATH=', '\n', '\0', '/', '<begin>', '<end>'],
    read: (text) => readVariables(`<begin>${text}<end>`, { begin: '<begin>', end: '<end>' }),
  },
  {
    name: 'the built page',
    longest: LONG,
    parts: ['<style', '>', '</style>', '<', ' '],
    read: (text) => inlineHashes(text, 'style'),
  },
  {
    name: 'Markdown',
    shortest: 16 * 1024,
    longest: 32 * 1024,
    parts: ['- ', '>', '*_a', '[', '\n', 'a '],
    read: (text) => readMarkdown(text),
  },
  {
    name: 'formulas in Markdown',
    longest: 64 * 1024,
    parts: ['\\[a\\]', '\\(a\\)', '$a$', '$$', '`', '\n', '~~~', ' '],
    read: (text) => maskMath(text),
  },
]

function refusedOrigin(text: string): void {
  assertOwnOrigin({ host: text, origin: text }, loopbackOrigins(4170))
}

function readFrames(text: string): void {
  const decoder = new FrameDecoder(LONG)
  for (const byte of Buffer.from(text, 'latin1')) {
    decoder.push(Buffer.of(byte))
    decoder.next()
  }
}

function readLines(text: string): void {
  const reader = new LineReader({ onLine: () => {}, onTooLong: () => {} })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += 7) {
    reader.push(bytes.subarray(at, at + 7))
  }
  reader.end()
}
