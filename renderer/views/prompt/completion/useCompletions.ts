import { useEffect, useState } from 'react'
import { SessionId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { fileCompletion, hasLetters, matchingCommands, type Option } from './completions.ts'
import type { CompletionSource } from './source.ts'
import type { Trigger } from './trigger.ts'
import * as words from '../laterWords.ts'

/** The files are asked for after a pause of this length. */
const TYPING_PAUSE_MS = 80

interface Offered {
  readonly options: readonly Option[]
  /** What the options do not say; null where there is nothing to say. */
  readonly hint: string | null
  /** Others may come for what is written now. */
  readonly isLooking?: boolean
}

/** What completes the trigger. Of the last options those that still fit are kept while others load. */
export function useCompletions(source: CompletionSource, { kind, query }: Trigger): Offered {
  const commands = useCommands(kind === 'command' && 'session_id' in source ? source.session_id : null)
  const files = useFiles(kind === 'file' ? ('folder' in source ? source.folder : source.session_id) : null, {
    query,
    isFolder: 'folder' in source,
  })
  if (kind === 'file') {
    return files
  }
  if ('folder' in source) {
    return { options: [], hint: words.commandsAreListedOnceThe }
  }
  return commands === null
    ? { options: [], hint: words.askingClaudeCode }
    : 'problem' in commands
      ? { options: [], hint: commands.problem }
      : offeredCommands(commands, query)
}

function offeredCommands({ commands, is_running }: ResultOf<'session.commands'>, query: string): Offered {
  const options = matchingCommands(commands, query)
  return {
    options,
    hint: options.length > 0 ? null : is_running ? words.noSuchCommand : words.claudeCodeListsItsCommands,
  }
}

function useCommands(session_id: string | null): ResultOf<'session.commands'> | { problem: string } | null {
  const [commands, setCommands] = useState<ResultOf<'session.commands'> | { problem: string } | null>(null)
  useEffect(() => {
    let isWanted = true
    if (session_id !== null) {
      void connection.client
        .call('session.commands', { session_id: SessionId.parse(session_id) })
        .catch((error: unknown) => ({ problem: errorMessage(error) }))
        .then((answer) => isWanted && setCommands(answer))
    }
    return () => {
      isWanted = false
    }
  }, [session_id])
  return commands
}

function useFiles(of: string | null, { query, isFolder }: { query: string; isFolder: boolean }): Offered {
  const [files, setFiles] = useState<Offered & { isFor: string }>({
    options: [],
    hint: words.lookingForFiles,
    isFor: '',
  })
  useEffect(() => {
    let isWanted = true
    const ask = async () => {
      const where = isFolder ? { path: of ?? '' } : { session_id: SessionId.parse(of) }
      const answer = await connection.client.call('file.complete', { ...where, q: query }).then(
        (found): Offered => ({
          options: found.files.map(({ path }) => fileCompletion(path)),
          hint: found.files.length === 0 ? words.noFileMatches : found.truncated ? words.thereAreMoreTypeOn : null,
        }),
        (error: unknown): Offered => ({ options: [], hint: errorMessage(error) }),
      )
      if (isWanted) {
        setFiles({ ...answer, isFor: query })
      }
    }
    const timer = of === null ? undefined : setTimeout(() => void ask(), query === '' ? 0 : TYPING_PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [of, query, isFolder])
  // What was found for fewer letters stays as far as it has the others, too: a fast Enter must not take another file.
  return files.isFor === query
    ? files
    : {
        options: files.options.filter(({ text }) => hasLetters(text, query)),
        hint: words.lookingForFiles,
        isLooking: true,
      }
}
