import { claude, isClaudeReady } from '#renderer/state/workstation/claude.ts'
import { useStore } from '#renderer/state/store.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import { type FormEvent, Suspense, useState } from 'react'
import { needsTrust } from '#shared/session/trust.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { useDraft } from '#renderer/state/writing/useDraft.ts'
import { useAttaching } from '#renderer/views/prompt/attaching/useAttaching.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import type { Template } from '#shared/operations/template.ts'
import { FirstPrompt } from './FirstPrompt.tsx'
import { FolderQuestion } from './FolderQuestion.tsx'
import { choiceParams, lastChoice, rememberChoice, type Choice } from '#renderer/state/browser/lastChoices.ts'
import { startWithFiles } from './startWithFiles.ts'
import { begunWith } from './templates/beginning.ts'
import { SetupChips } from './templates/SetupChips.tsx'
import { TemplateButtons } from './templates/TemplateButtons.tsx'
import { MissingValue, setupParams, useStartSetup } from './templates/useStartSetup.ts'
import { useFolderTrust } from './useFolderTrust.ts'
import { WorkspacePicker } from './WorkspacePicker.tsx'
import {
  workspaceFromAddress,
  workspaceParams,
  recentFolders,
  type RecentFolder,
  type WorkspaceChoice,
} from './workspaceChoice.ts'

/** Starts a session; warns when Claude Code is not ready. */
export function NewSessionPage() {
  const isBlocked = useStore(claude, (state) => state.kind === 'ready' && !isClaudeReady(state))
  return (
    <ScrollingPage title="New session">
      {isBlocked && (
        <p className="rounded-card border border-attention bg-attention-ground px-3 py-2">
          Claude Code is not ready on the workstation.{' '}
          <Link href="/welcome" className="text-accent underline">
            See what to do
          </Link>
        </p>
      )}
      <NewSession />
    </ScrollingPage>
  )
}

const none = [] as const

const MorePanel = lazyComponent(async () => (await import('./templates/MorePanel.tsx')).MorePanel)

/** The form for a new session, which gets its first message at once. */
function NewSession() {
  const sessions = useStore(overview, (state) => (state.kind === 'ready' ? state.sessions : none))
  const recent = recentFolders(sessions)
  const [chosen, setWorkspace] = useState<WorkspaceChoice>(() => workspaceFromAddress(location.search))
  const [prompt, setPrompt] = useDraft('new')
  const { files, ...attaching } = useAttaching('new')
  const [picked, setPicked] = useState<{ readonly folder: string; readonly choice: Choice } | null>(null)
  const [state, setState] = useState<'ready' | 'starting' | { readonly problem: string }>('ready')
  const workspace = orLatest(chosen, recent)
  const folder = workspace.kind === 'folder' ? workspace.path : ''
  const choice = picked?.folder === folder ? picked.choice : lastChoice(folder)
  const [params, trust] = [workspaceParams(workspace), useFolderTrust(workspace)]
  const [trusted, setTrusted] = useState<string | null>(null)
  const setup = useStartSetup()
  return (
    <form className="space-y-5 md:pt-12" onSubmit={(event) => void start(event)}>
      <h2 className="text-[22px] leading-tight font-semibold">What should Claude do?</h2>
      <FirstPrompt
        prompt={prompt}
        files={files}
        attaching={attaching}
        workspace={workspace}
        recent={recent}
        choice={choice}
        state={params === null ? 'no_folder' : state === 'starting' ? 'starting' : 'ready'}
        chips={<SetupChips setup={setup} onTemplate={begin} />}
        onPrompt={setPrompt}
        onFolder={(path) => setWorkspace({ kind: 'folder', path })}
        onChoice={(next) => setPicked({ folder, choice: next })}
        onStart={() => void start()}
      />
      {setup.isOpen && (
        <Suspense>
          <MorePanel setup={setup} prompt={prompt} choice={choice} />
        </Suspense>
      )}
      {typeof state === 'object' && <Problem>{state.problem}</Problem>}
      {trust !== null && needsTrust(trust) && (
        <FolderQuestion trust={trust} folder={folder} isTrusted={trusted === trust.fingerprint} onChange={setTrusted} />
      )}
      <WorkspacePicker
        key={recent.length === 0 ? 'none' : 'some'}
        choice={workspace}
        recent={recent}
        onChange={setWorkspace}
      />
      <TemplateButtons onTemplate={begin} />
    </form>
  )

  function begin(template: Template | null): void {
    setup.choose(template)
    if (template !== null) {
      const begun = begunWith(template, { prompt, choice, workspace })
      setPrompt(begun.prompt)
      setWorkspace(begun.workspace)
      setPicked({ folder: begun.workspace.kind === 'folder' ? begun.workspace.path : '', choice: begun.choice })
    }
  }

  async function start(event?: FormEvent): Promise<void> {
    event?.preventDefault()
    if (params === null || state === 'starting') {
      return
    }
    setState('starting')
    try {
      const trust_fingerprint = trust !== null && trusted === trust.fingerprint ? trusted : null
      const trusts = trust_fingerprint === null ? {} : { trust_fingerprint }
      const asked = { ...params, ...choiceParams(choice), ...trusts, ...setupParams(setup.draft) }
      const id = await startWithFiles(asked, prompt, files)
      rememberChoice(folder, choice)
      setPrompt('')
      goTo(`/session/${id}`)
    } catch (error) {
      setState({ problem: error instanceof MissingValue ? error.message : errorMessage(error) })
    }
  }
}

/** Where nothing was chosen, the folder that was used last. */
function orLatest(chosen: WorkspaceChoice, [latest]: readonly RecentFolder[]): WorkspaceChoice {
  return chosen.kind === 'none' && latest !== undefined ? { kind: 'folder', path: latest.path } : chosen
}
