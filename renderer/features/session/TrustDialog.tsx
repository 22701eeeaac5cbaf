import { useEffect, useState } from 'react'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Session } from '#shared/session/session.ts'
import { needsTrust } from '#shared/session/trust.ts'
import { forgetPermission, savedPermissions, trustFolder, untrustFolder } from '#renderer/state/session/trust.ts'
import { FolderEntries } from '#renderer/views/FolderEntries.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { trustText } from '#renderer/views/trustText.ts'
import * as words from './laterWords.ts'

/** What the folder brings, whether it is trusted, and the permanent permissions. */
export function TrustDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { trust, id } = session
  return (
    <Dialog title={trustText(trust.state).short} onClose={onClose}>
      <p className="mb-3 text-muted">{trustText(trust.state).sentence}</p>
      {trust.state === 'trusted' && <p className="mb-3 text-muted">{words.whenYouTakeThatBack}</p>}
      {trust.brings.length > 0 && <FolderEntries brings={trust.brings} folder={session.workspace_path} />}
      <Permissions session={session} />
      {needsTrust(trust) && <EndingTasks tasks={session.background_tasks} />}
      <div className="mt-4 flex gap-1.5">
        {needsTrust(trust) && (
          <Button
            variant="primary"
            onClick={() => void trustFolder(id, trust.fingerprint).then((done) => done && onClose())}
          >
            {words.trustThisFolder}
          </Button>
        )}
        {trust.state === 'trusted' && (
          <Button variant="ghost" onClick={() => void untrustFolder(id).then((done) => done && onClose())}>
            {words.noLongerTrustThisFolder}
          </Button>
        )}
        <span className="flex-1" />
        <Button variant="ghost" onClick={onClose}>
          {words.close}
        </Button>
      </div>
    </Dialog>
  )
}

type Kept = ResultOf<'permission.list'>['permissions']

/** The person's "Always" rules, for this folder or all folders. */
function Permissions({ session: { id } }: { session: Session }) {
  const [permissions, setPermissions] = useState<Kept>([])
  useEffect(() => {
    void savedPermissions(id).then(setPermissions)
  }, [id])
  if (permissions.length === 0) {
    return null
  }
  return (
    <section className="mt-4">
      <h3 className="mb-1 text-sm font-semibold">{words.youAreNotAskedAbout}</h3>
      <ul className="space-y-1">
        {permissions.map(({ kind, grant }) => (
          <li key={`${kind} ${grant}`} className="flex items-center gap-2">
            <bdi className="min-w-0 flex-1 font-mono text-xs wrap-anywhere">
              <Marked text={kind === 'rule' ? grant : words.workInGrant(grant)} code />
            </bdi>
            <Button
              variant="ghost"
              onClick={() =>
                void forgetPermission(id, grant)
                  .then(() => savedPermissions(id))
                  .then(setPermissions)
              }
            >
              {words.askAgain}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
