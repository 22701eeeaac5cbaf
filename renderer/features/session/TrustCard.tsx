import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { needsTrust } from '#shared/session/trust.ts'
import { keep, kept } from '#renderer/state/browser/browserStorage.ts'
import { trustFolder } from '#renderer/state/session/trust.ts'
import { BroughtList } from '#renderer/views/BroughtList.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'
import { trustWords } from '#renderer/views/trustWords.ts'

/** Asks once whether what the folder brings shall be in force, and shows all of it. A change of it asks again. */
export function TrustCard({ session }: { session: Session }) {
  const { trust, id } = session
  const [declined, setDeclined] = useState(() => kept(`without.${id}`))
  const [isSending, setSending] = useState(false)
  if (!needsTrust(trust) || declined === trust.fingerprint || session.status === 'TERMINATED') {
    return null
  }
  return (
    <section
      aria-label="Trust this folder?"
      className="mb-3 rounded-card border border-l-4 border-lamp/60 border-l-lamp bg-surface p-3"
    >
      <h3 className="mb-1 text-sm font-semibold">
        {trust.state === 'changed' ? 'This folder brings something else now' : 'This folder brings settings of its own'}
      </h3>
      <p className="mb-2 text-muted">
        {trustWords(trust.state).sentence} Say yes only if you know who wrote it. Where Claude’s requests go is never a
        folder’s to say.
      </p>
      {trust.brings.length === 0 ? (
        <p className="text-muted">Looking at the folder…</p>
      ) : (
        <BroughtList brings={trust.brings} folder={session.workspace_path} />
      )}
      <EndingTasks tasks={session.background_tasks} />
      <div className="mt-3 flex flex-wrap gap-1.5">
        <Button
          look="primary"
          disabled={isSending || trust.brings.length === 0}
          onClick={() => {
            setSending(true)
            void trustFolder(id, trust.fingerprint).finally(() => setSending(false))
          }}
        >
          Trust this folder
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            keep(`without.${id}`, trust.fingerprint)
            setDeclined(trust.fingerprint)
          }}
        >
          Go on without
        </Button>
      </div>
    </section>
  )
}
