import { useState } from 'react'
import type { AllowedAccount } from '#shared/operations/github.ts'
import { allowAccount, disallowAccount } from './whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Select } from '#renderer/ui/Field.tsx'
import { roleNames, roleOf } from './roles.ts'
import * as words from '../words.ts'

/** One allowed account: its name, its role, and a button that removes it. */
export function AccountRow({ account }: { account: AllowedAccount }) {
  const [isAsking, setAsking] = useState(false)
  const name = account.login ?? words.numberGithubId(account.github_id)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-40">
        <p className="font-medium break-words">
          <bdi>{name}</bdi>
          {account.is_local_owner && <span className="ml-2 text-sm text-good">{words.you}</span>}
        </p>
        <p className="text-sm text-muted">
          {account.login === null ? words.itsNameIsNotKnown : words.numberGithubId(account.github_id)}
        </p>
      </div>
      {account.is_local_owner ? (
        <span className="text-muted">{words.ownerOfThisMachine}</span>
      ) : (
        <span className="w-32">
          <Select
            aria-label={words.whatAccountMay(name)}
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
      <Button aria-label={words.removeName(name)} onClick={() => setAsking(true)}>
        {words.remove}
      </Button>
      {isAsking && <RemoveDialog account={account} name={name} onClose={() => setAsking(false)} />}
    </li>
  )
}

function RemoveDialog(props: { account: AllowedAccount; name: string; onClose: () => void }) {
  const { account, name, onClose } = props
  return (
    <Dialog title={words.removeTheAccessOf(name)} onClose={onClose}>
      <p className="mb-4 text-muted">{account.is_local_owner ? words.youAreSignedOutOn : words.itsSignInsTokensAnd}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button
          variant="danger"
          onClick={() => {
            void disallowAccount(account)
            onClose()
          }}
        >
          {words.removeName(name)}
        </Button>
      </div>
    </Dialog>
  )
}
