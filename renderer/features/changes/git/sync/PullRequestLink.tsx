import type { ResultOf } from '#shared/operations/table.ts'

/** Where a pull request for the branch is made, once the branch is there. */
export function PullRequestLink({ push }: Pick<ResultOf<'git.remotes'>, 'push'>) {
  const url = push?.pull_request_url
  if (push === null || url === null || url === undefined || push.sets_upstream) {
    return null
  }
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-8 items-center rounded-control px-2 text-muted hover:bg-raised hover:text-text touch:min-h-11"
    >
      Create pull request
    </a>
  )
}
