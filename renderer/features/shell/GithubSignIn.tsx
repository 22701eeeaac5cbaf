import { beginWithCode, type GithubSignIn as State } from './githubSignIn.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { buttonLink } from '#renderer/ui/Link.tsx'
import * as words from './laterWords.ts'

/** Sign-in with GitHub: by redirect where it is set up, or with a code typed in at GitHub. */
export function GithubSignIn({ state }: { state: State }) {
  switch (state.kind) {
    case 'unknown':
    case 'absent':
      return null
    case 'offered':
      return (
        <div className="mt-6 flex flex-wrap gap-2">
          {state.offer.redirect && (
            <a href="/auth/github" className={buttonLink}>
              {words.signInWithGitHub}
            </a>
          )}
          <Button
            variant={state.offer.redirect ? 'secondary' : 'primary'}
            onClick={() => void beginWithCode(state.offer)}
          >
            {state.offer.redirect ? words.aCodeInstead : words.signInWithGitHub}
          </Button>
        </div>
      )
    case 'waiting':
      return <Code {...state} />
  }
}

function Code({ offer, user_code, verification_uri }: Extract<State, { kind: 'waiting' }>) {
  return (
    <section className="mt-6 rounded-card border border-line bg-surface p-4" aria-label={words.signInWithGitHub}>
      <p className="text-muted">{words.typeThisCodeInAt(offer.host)}</p>
      <p className="my-3 flex items-center gap-2">
        <output className="font-mono text-xl font-semibold tracking-wider select-all">{user_code}</output>
        <CopyButton text={user_code} label={words.copyTheCode} />
      </p>
      <a href={verification_uri} target="_blank" rel="noreferrer noopener" className={buttonLink}>
        {words.openHost(offer.host)}
      </a>
      <p role="status" className="mt-3 text-muted">
        {words.waitingForYouThereThis}
      </p>
    </section>
  )
}
