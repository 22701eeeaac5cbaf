import { subAgentReport, withoutInternalTags } from '#renderer/features/conversation/internalTags.ts'
import { excerptOf } from '#renderer/features/conversation/excerpt.ts'
import { isForTerminal } from '#renderer/content/command/printedText.ts'
import { withKeys } from '#main/system/linux/entryFile.ts'
import { updateFailure } from '#main/updates/updateFailure.ts'
import { assertWellFormed } from '#server/gateway/http/admission/wellFormed.ts'
import { describeApiError } from '#server/host/claude/login/apiErrors.ts'
import { mapHookFeedback } from '#server/host/claude/mapping/mapHooks.ts'
import { ruleFit } from '#server/host/claude/mapping/ruleFit.ts'
import { dangersOfAddress } from '#server/host/dangers/tools/webAddress.ts'
import { nameAfter } from '#server/host/sessions/nameAfter.ts'
import { namedFiles } from '#server/host/trust/content/namedFiles.ts'
import { nearestName } from '#server/platform/settings/settings.ts'
import { parsePowerShellStart, parsePsStart } from '#server/platform/processes/processStart.ts'
import { parseStat } from '#server/platform/processes/processSigns.ts'
import type { Parser } from './growth.ts'

const LONG = 128 * 1024

/** Readers of what Claude Code, its tools and its folders say, and of what the system answers. */
export const wordsOfClaude: readonly Parser[] = [
  {
    name: 'files that the commands of a folder name',
    longest: 32 * 1024,
    parts: ['cd ', 'a/', '"', "'", '\\', '$', '{', '}', '~/', '>', ' ', '${A:-.}/', '$CLAUDE_PROJECT_DIR'],
    read: (text) => [...namedFiles([text], ['/p/code'])],
  },
  {
    name: 'a permission rule and the command that it may be about',
    longest: LONG,
    parts: ['Bash(', 'a', '*', ':', ' ', ';', '&', '\n', ')', '\\'],
    read: (text) => [
      ruleFit(`Bash(${text})`, { name: 'Bash', input: { command: text } }),
      ruleFit('Bash(a*b*c*)', { name: 'Bash', input: { command: text } }),
      ruleFit(`WebFetch(domain:${text})`, { name: 'WebFetch', input: { url: `https://${text}` } }),
    ],
  },
  {
    name: 'what a tool said, and what Claude Code wraps around it',
    longest: LONG,
    parts: ['<system-reminder>', '</system-reminder>', '<tool_use_error>', '\n', ' ', '[Subagent hand-back]', '  a'],
    read: (text) => [
      withoutInternalTags(text),
      subAgentReport(undefined, `[Subagent hand-back]The report follows:\n${text}`),
      isForTerminal(text),
      excerptOf(text),
    ],
  },
  {
    name: 'what a hook or the API said',
    longest: LONG,
    parts: ['Stop hook feedback:\n', ' ', '\n', '{"error":', '"', 'a'],
    read: (text) => [
      describeApiError(529, text),
      mapHookFeedback({ type: 'user', isSynthetic: true, message: { role: 'user', content: text } } as never),
      nameAfter(text),
      updateFailure(new Error(text)),
    ],
  },
  {
    name: 'an address that is to be read',
    longest: LONG,
    parts: ['https://', 'xn--', '.', '@', ':', '[', '1', '%'],
    read: dangersOfAddress,
  },
  {
    name: 'the line and the headers of a request',
    longest: 16 * 1024,
    parts: ['/', 'http://', 'a', ':', ',', ' '],
    read: (text) => assertWellFormed({ url: text, headersDistinct: { host: [text], origin: [text] } }),
  },
  {
    name: 'a setting that is no setting',
    longest: 4 * 1024,
    parts: ['remote.', 'a', '_', '.'],
    read: (text) => nearestName(text, ['remote.enabled', 'port', 'limits.requests_per_minute']),
  },
  {
    name: 'how the system tells of a process',
    longest: LONG,
    parts: ['(', ')', ' ', '1', 'S', 'Thu Nov 26 ', '2026', '\n'],
    read: (text) => [parseStat(text), parsePsStart(text), parsePowerShellStart(text)],
  },
  {
    name: 'an entry of the applications menu',
    longest: LONG,
    parts: ['[Desktop Entry]\n', 'Name=', '\n', '[', '=', 'a'],
    read: (text) => withKeys(text, { Exec: 'homeport' }),
  },
]
