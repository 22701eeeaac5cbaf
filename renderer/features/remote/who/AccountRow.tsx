import { useState } from 'react'
import type { AllowedAccount } from '#shared/operations/github.ts'
import { allowAccount, disallowAccount } from './whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Select } from '#renderer/ui/Field.tsx'
import { roleNames, roleOf } from './roles.ts'

/** One allowed account: its name, its role, and a button that removes it. */
export function AccountRow({ account }: { account: AllowedAccount }) {
  const [isAsking, setAsking] = useState(false)
  const name = account.login ?? `number ${account.github_id}`
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-40">
        <p className="font-medium break-words">
          <bdi>{name}</bdi>
          {account.is_local_owner && <span className="ml-2 text-sm text-good">you</span>}
        </p>
        <p className="text-sm text-muted">
          {account.login === null ? 'Its name is not known yet.' : `number ${account.github_id}`}
        </p>
      </div>
      {account.is_local_owner ? (
        <span className="text-muted">Owner of this machine</span>
      ) : (
        <span className="w-32">
          <Select
            aria-label={`Role of ${name}`}
            value={account.role}
            onChange={(event) => void allowAccount(account.github_id, roleOf(event.target.value))}
          >
            {Object.entries(roleNames).map(([role, word]) => (
              <option key={role} value={role}>
                {word}
              </option>
            ))}
          </Select>
        </span>
      )}
      <Button aria-label={`Remove ${name}`} onClick={() => setAsking(true)}>
        Remove
      </Button>
      {isAsking && <RemoveDialog account={account} name={name} onClose={() => setAsking(false)} />}
    </li>
  )
}

function RemoveDialog(props: { account: AllowedAccount; name: string; onClose: () => void }) {
  const { account, name, onClose } = props
  return (
    <Dialog title={`Remove the access of ${name}?`} onClose={onClose}>
      <p className="mb-4 text-muted">
        {account.is_local_owner
          ? 'You are signed out on other devices at once. On this machine nothing changes, and your sessions are kept.'
          : 'Its sign-ins, tokens and connections end at once, and Claude stops in its sessions. They are kept, and are there again if it comes back.'}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="danger"
          onClick={() => {
            void disallowAccount(account)
            onClose()
          }}
        >
          Remove {name}
        </Button>
      </div>
    </Dialog>
  )
}
