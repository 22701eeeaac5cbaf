import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { needsTrust } from '#shared/session/trust.ts'
import { storeItem, loadItem } from '#renderer/state/browser/browserStorage.ts'
import { trustFolder } from '#renderer/state/session/trust.ts'
import { FolderEntries } from '#renderer/views/FolderEntries.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'
import { trustText } from '#renderer/views/trustText.ts'
import * as words from './laterWords.ts'

/** Asks whether to trust what the folder brings, and shows all of it. Asked again when it changes. */
export function TrustCard({ session }: { session: Session }) {
  const { trust, id } = session
  const [declined, setDeclined] = useState(() => loadItem(`without.${id}`))
  const [isSending, setSending] = useState(false)
  if (!needsTrust(trust) || declined === trust.fingerprint || session.status === 'TERMINATED') {
    return null
  }
  return (
    <section
      aria-label={words.trustThisFolderQuestion}
      className="mb-3 rounded-card border border-l-4 border-attention/60 border-l-attention bg-surface p-3"
    >
      <h3 className="mb-1 text-sm font-semibold">
        {trust.state === 'changed' ? words.thisFolderBringsSomethingElse : words.thisFolderBringsSettingsOf}
      </h3>
      <p className="mb-2 text-muted">{words.sayYesOnlyIf(trustText(trust.state).sentence)}</p>
      {trust.brings.length === 0 ? (
        <p className="text-muted">{words.lookingAtTheFolder}</p>
      ) : (
        <FolderEntries brings={trust.brings} folder={session.workspace_path} />
      )}
      <EndingTasks tasks={session.background_tasks} />
      <div className="mt-3 flex flex-wrap gap-1.5">
        <Button
          variant="primary"
          disabled={isSending || trust.brings.length === 0}
          onClick={() => {
            setSending(true)
            void trustFolder(id, trust.fingerprint).finally(() => setSending(false))
          }}
        >
          {words.trustThisFolder}
        </Button>
        <Button
          variant="ghost"
          onClick={() => {
            storeItem(`without.${id}`, trust.fingerprint)
            setDeclined(trust.fingerprint)
          }}
        >
          {words.goOnWithout}
        </Button>
      </div>
    </section>
  )
}
