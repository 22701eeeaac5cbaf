import type { ResultOf } from '#shared/operations/table.ts'

/** The accounts that may sign in remotely. */
export function Accounts({ accounts }: { accounts: ResultOf<'account.list'>['accounts'] }) {
  if (accounts.length === 0) {
    return <p className="text-muted">Nobody signs in with GitHub yet. Links of this machine work.</p>
  }
  return (
    <ul className="space-y-1">
      {accounts.map(({ github_id, login, role, is_local_owner }) => (
        <li key={github_id} className="flex gap-3">
          <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
            {login ?? `Number ${github_id}`}
          </span>
          <span className="text-muted">{is_local_owner ? 'owner of this machine' : role}</span>
        </li>
      ))}
    </ul>
  )
}
