import { type FormEvent, type ReactNode, Suspense, useState } from 'react'
import { needsTrust } from '#shared/session/trust.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { claude, isClaudeReady } from '#renderer/state/workstation/claude.ts'
import { useStore } from '#renderer/state/store.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import { FirstPrompt } from './FirstPrompt.tsx'
import { FolderQuestion } from './FolderQuestion.tsx'
import { SetupChips } from './templates/SetupChips.tsx'
import { TemplateButtons } from './templates/TemplateButtons.tsx'
import { useNewSession } from './useNewSession.ts'
import { WorkspacePicker } from './WorkspacePicker.tsx'
import * as words from './words.ts'

/** Starts a session; warns when Claude Code is not ready. */
export function NewSessionPage() {
  const [arrived] = useState(() => new URLSearchParams(location.search))
  const isBlocked = useStore(claude, (state) => state.kind === 'ready' && !isClaudeReady(state))
  return (
    <ScrollingPage title={words.newSession}>
      {isBlocked && (
        <p className="rounded-card border border-attention bg-attention-ground px-3 py-2">
          {words.claudeCodeIsNotReady((text) => (
            <Link href="/welcome" className="text-accent underline">
              {text}
            </Link>
          ))}
        </p>
      )}
      <Suspense>{arrived.has('shared') && <SharedHere isLost={arrived.has('lost')} />}</Suspense>
      <NewSession />
    </ScrollingPage>
  )
}

const SharedHere = lazyComponent(async () => (await import('./shared/SharedHere.tsx')).SharedHere)
const MorePanel = lazyComponent(async () => (await import('./templates/MorePanel.tsx')).MorePanel)

/** The form for a new session, which gets its first message at once. `between`: stands above the folders. */
export function NewSession({ between }: { between?: ReactNode }) {
  const form = useNewSession()
  const isKnown = useStore(overview, ({ kind }) => kind === 'ready')
  const { workspace, recent, choice, setup, state, trust, trusted } = form
  const folder = workspace.kind === 'folder' ? workspace.path : ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void form.start()
  }
  return (
    <form className="space-y-5 md:pt-12" onSubmit={submit}>
      <h2 className="text-[22px] leading-tight font-semibold">{words.whatShouldClaudeDo}</h2>
      <FirstPrompt
        prompt={form.prompt}
        files={form.files}
        attaching={form.attaching}
        workspace={workspace}
        recent={recent}
        worktree={form.worktree}
        choice={choice}
        state={form.params === null ? 'no_folder' : state === 'starting' ? 'starting' : 'ready'}
        chips={<SetupChips setup={setup} onTemplate={form.begin} />}
        onPrompt={form.setPrompt}
        onFolder={(path) => form.setWorkspace({ kind: 'folder', path })}
        onChoice={form.setChoice}
        onStart={() => void form.start()}
      />
      {setup.isOpen && (
        <Suspense>
          <MorePanel setup={setup} prompt={form.prompt} choice={choice} />
        </Suspense>
      )}
      {typeof state === 'object' && <Problem>{state.problem}</Problem>}
      {trust !== null && needsTrust(trust) && (
        <FolderQuestion
          trust={trust}
          folder={folder}
          isTrusted={trusted === trust.fingerprint}
          onChange={form.setTrusted}
        />
      )}
      {/* Which folders there are is not known before: what comes for none would jump away under a finger. */}
      {isKnown && (
        <>
          {between}
          <WorkspacePicker
            key={recent.length === 0 ? 'none' : 'some'}
            choice={workspace}
            recent={recent}
            onChange={form.setWorkspace}
          />
          <TemplateButtons onTemplate={form.begin} />
        </>
      )}
    </form>
  )
}
