import type { ResultOf } from '#shared/operations/table.ts'
import * as words from './words.ts'

/** The accounts that may sign in remotely. */
export function Accounts({ accounts }: { accounts: ResultOf<'account.list'>['accounts'] }) {
  if (accounts.length === 0) {
    return <p className="text-muted">{words.nobodySignsInWithGitHub}</p>
  }
  return (
    <ul className="space-y-1">
      {accounts.map(({ github_id, login, role, is_local_owner }) => (
        <li key={github_id} className="flex gap-3">
          <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
            {login ?? words.numberGithubId(github_id)}
          </span>
          <span className="text-muted">{is_local_owner ? words.ownerOfThisMachine : words.roles[role]}</span>
        </li>
      ))}
    </ul>
  )
}
