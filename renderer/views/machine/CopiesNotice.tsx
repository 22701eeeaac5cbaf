import { useState } from 'react'
import type { Setting } from '#shared/operations/settings.ts'
import { useQuery } from '#renderer/state/query.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { settings } from '#renderer/state/workstation/statusQueries.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

const KEY = 'transcripts.copies'

/** Says that transcripts are copied, and asks, until somebody at the workstation has answered: the answer is the setting. */
export function CopiesNotice() {
  return useMay('local') ? <Asked /> : null
}

function Asked() {
  const state = useQuery(settings)
  const [problem, setProblem] = useState<string | null>(null)
  const all = state.kind === 'ready' ? state.value.settings : []
  const setting = all.find(({ key }) => key === KEY)
  if (setting === undefined || setting.origin.kind !== 'default') {
    return null
  }
  const answer = async (value: boolean) => {
    try {
      settings.set(await connection.client.call('settings.change', { changes: { [KEY]: value } }))
    } catch (error) {
      setProblem(errorMessage(error))
    }
  }
  return (
    <section aria-label={words.copiesOfTranscripts} className="rounded-card border border-line bg-raised p-4">
      <h2 className="text-base font-semibold">{words.conversationsAreKeptLongerThan}</h2>
      <p className="mt-1 text-muted">{words.claudeCodeRemovesItsTranscripts(mostOf(all))}</p>
      {problem !== null && <Problem>{problem}</Problem>}
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button onClick={() => void answer(true)}>{words.keepCopies}</Button>
        <Button variant="ghost" onClick={() => void answer(false)}>
          {words.turnOff}
        </Button>
        <Link href="/settings/storage" className="inline-flex items-center text-muted underline touch:min-h-11">
          {words.settings}
        </Link>
      </p>
    </section>
  )
}

function mostOf(all: readonly Setting[]): string | null {
  const most = all.find(({ key }) => key === 'transcripts.copies_mb')?.value
  return typeof most === 'number' ? (most >= 1000 ? `${most / 1000} GB` : `${most} MB`) : null
}
