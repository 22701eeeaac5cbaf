import { useState } from 'react'
import type { Template } from '#shared/operations/template.ts'
import { choiceParams, lastChoice, rememberChoice, type Choice } from '#renderer/state/browser/lastChoices.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { useDraft } from '#renderer/state/writing/useDraft.ts'
import { useAttaching } from '#renderer/views/prompt/attaching/useAttaching.ts'
import { choiceFor, type Picked } from './pickedChoice.ts'
import { startWithFiles } from './startWithFiles.ts'
import { begunWith } from './templates/beginning.ts'
import { MissingValue, setupParams, useStartSetup } from './templates/useStartSetup.ts'
import { useFolderTrust } from './useFolderTrust.ts'
import { useWorktree } from './worktree/useWorktree.ts'
import {
  recentFolders,
  type RecentFolder,
  workspaceFromAddress,
  workspaceParams,
  type WorkspaceChoice,
} from './workspaceChoice.ts'

const none = [] as const

/** All that New session holds, and its start. */
export function useNewSession() {
  const { recent, workspace, isChosen, setWorkspace } = useWorkspace()
  const [prompt, setPrompt] = useDraft('new')
  const { files, ...attaching } = useAttaching('new')
  const [picked, setPicked] = useState<Picked | null>(null)
  const [state, setState] = useState<'ready' | 'starting' | { readonly problem: string }>('ready')
  const folder = folderOf(workspace)
  const choice = choiceFor(picked, { workspace, isChosen }, lastChoice(folder))
  const worktree = useWorktree(folder === '' ? null : folder, prompt)
  const [params, trust] = [workspaceParams(workspace), useFolderTrust(workspace)]
  const [trusted, setTrusted] = useState<string | null>(null)
  const setup = useStartSetup()
  const what = { prompt, setPrompt, files, attaching, workspace, setWorkspace, recent, worktree, choice, setup }
  return {
    ...what,
    params,
    state,
    trust,
    trusted,
    setTrusted,
    setChoice: (next: Choice) => setPicked({ workspace, choice: next }),
    begin: (template: Template | null) => {
      setup.choose(template)
      if (template !== null) {
        const begun = begunWith(template, { prompt, choice, workspace })
        setPrompt(begun.prompt)
        setWorkspace(begun.workspace)
        setPicked({ workspace: begun.workspace, choice: begun.choice })
      }
    },
    start: async () => {
      if (params === null || state === 'starting') {
        return
      }
      setState('starting')
      try {
        const trusts = trust === null || trusted !== trust.fingerprint ? {} : { trust_fingerprint: trusted }
        const asked = { ...params, ...worktree.params, ...choiceParams(choice), ...trusts, ...setupParams(setup.draft) }
        const id = await startWithFiles(asked, prompt, files)
        rememberChoice(folder, choice)
        setPrompt('')
        goTo(`/session/${id}`)
      } catch (error) {
        setState({ problem: error instanceof MissingValue ? error.message : errorMessage(error) })
      }
    },
  }
}

/** The folder that is chosen, and those that were used last. */
function useWorkspace() {
  const sessions = useStore(overview, (state) => (state.kind === 'ready' ? state.sessions : none))
  const recent = recentFolders(sessions)
  const [chosen, setWorkspace] = useState<WorkspaceChoice>(() => workspaceFromAddress(location.search))
  return { recent, workspace: orLatest(chosen, recent), isChosen: chosen.kind !== 'none', setWorkspace }
}

function folderOf(workspace: WorkspaceChoice): string {
  return workspace.kind === 'folder' ? workspace.path : ''
}

/** Where nothing was chosen, the folder that was used last. */
function orLatest(chosen: WorkspaceChoice, [latest]: readonly RecentFolder[]): WorkspaceChoice {
  return chosen.kind === 'none' && latest !== undefined ? { kind: 'folder', path: latest.path } : chosen
}
