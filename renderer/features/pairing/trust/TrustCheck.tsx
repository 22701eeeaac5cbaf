import { useEffect } from 'react'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { checkTrust, trustFileFor, trustHere } from './checkTrust.ts'
import { trustWords as words } from './words.ts'

/** Whether this device believes the workstation's certificate, and what to do where it does not. */
export function TrustCheck() {
  const trust = useStore(trustHere, (value) => value)
  useEffect(() => void checkTrust(), [])
  if (trust === 'checking' || trust === 'unknown') {
    return null
  }
  return trust === 'believed' ? (
    <p role="status" className="text-good">
      {words.believed}
    </p>
  ) : (
    <Steps onCheck={() => void checkTrust()} />
  )
}

function Steps({ onCheck }: { onCheck: () => void }) {
  const kind = trustFileFor(navigator.userAgent)
  const { label, href } = words.files[kind]
  return (
    <section className="space-y-2 rounded-card border border-line bg-surface p-3">
      <p>{words.lookedPast}</p>
      <ol className="list-decimal space-y-1 pl-5 text-muted">
        {words.steps[kind].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="flex flex-wrap items-center gap-3">
        <a className="inline-flex min-h-8 items-center text-accent underline touch:min-h-11" href={href} download>
          {label}
        </a>
        <Button onClick={onCheck}>{words.again}</Button>
      </p>
    </section>
  )
}
