import { useEffect, useEffectEvent, useState } from 'react'
import type { ResultOf } from '#shared/operations/table.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from '../words.ts'

type Begun = ResultOf<'github.grant'>

/** Lets Homeport act at GitHub: a code that is typed in there. */
export function ConnectGithub({ onConnected }: { onConnected: () => void }) {
  const [begun, setBegun] = useState<Begun | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const start = async () => {
    setProblem(null)
    try {
      setBegun(await connection.client.call('github.grant', {}))
    } catch (error) {
      setProblem(errorMessage(error))
    }
  }
  return (
    <div className="space-y-2">
      {problem !== null && <Problem>{problem}</Problem>}
      {begun === null ? (
        <Button onClick={() => void start()}>{words.connectGitHub}</Button>
      ) : (
        <Code
          begun={begun}
          onConnected={onConnected}
          onProblem={(text) => {
            setBegun(null)
            setProblem(text)
          }}
        />
      )}
    </div>
  )
}

interface CodeProps {
  readonly begun: Begun
  readonly onConnected: () => void
  readonly onProblem: (text: string) => void
}

function Code({ begun, onConnected, onProblem }: CodeProps) {
  const { grant_id, user_code, verification_uri, interval } = begun
  const connected = useEffectEvent(onConnected)
  const failed = useEffectEvent(onProblem)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const poll = async () => {
      try {
        const answer = await connection.client.call('github.grant_poll', { grant_id })
        if (isOver) {
          return
        }
        if (answer.status === 'complete') {
          showToast(words.connectedToGitHubAs(answer.login))
          connected()
          return
        }
        timer = setTimeout(() => void poll(), answer.interval * 1000)
      } catch (error) {
        if (!isOver) {
          failed(errorMessage(error))
        }
      }
    }
    timer = setTimeout(() => void poll(), interval * 1000)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [grant_id, interval])
  return (
    <div className="rounded-control border border-line bg-ground p-3">
      <p className="mb-2 text-sm text-muted">{words.typeThisCodeInAt}</p>
      <p className="flex items-center gap-2 font-mono text-lg">
        {user_code}
        <CopyButton text={user_code} label={words.copyCode} />
      </p>
      <a
        href={verification_uri}
        target="_blank"
        rel="noreferrer"
        className="inline-flex min-h-8 items-center text-sm break-all text-accent underline touch:min-h-11"
      >
        {verification_uri}
      </a>
    </div>
  )
}
