import { useState } from 'react'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

/** Says that Claude Code has removed the conversation, and puts it back. */
export function OnlyCopy({ conversationId }: { conversationId: string }) {
  const mayDrive = useMay('drive')
  const [state, setState] = useState<'copy' | 'asking' | 'back'>('copy')
  const [problem, setProblem] = useState<string | null>(null)
  const putBack = async () => {
    setState('asking')
    setProblem(null)
    try {
      await connection.client.call('transcript_copies.put_back', { conversation_id: conversationId })
      setState('back')
    } catch (error) {
      setProblem(errorMessage(error))
      setState('copy')
    }
  }
  if (state === 'back') {
    return (
      <p role="status" className={LINE}>
        {words.claudeCodeHasItAgain}
      </p>
    )
  }
  return (
    <>
      <div className={LINE}>
        <span className="min-w-0 flex-1 basis-60">{words.claudeCodeHasRemovedThis}</span>
        {mayDrive && (
          <Button disabled={state === 'asking'} onClick={() => void putBack()}>
            {words.giveItBackToClaude}
          </Button>
        )}
      </div>
      {problem !== null && (
        <div className="px-5 pt-2">
          <Problem>{problem}</Problem>
        </div>
      )}
    </>
  )
}

const LINE =
  'flex flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-raised px-5 py-2 text-muted max-md:px-4'
