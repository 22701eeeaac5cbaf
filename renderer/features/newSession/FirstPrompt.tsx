import { type ReactNode, Suspense } from 'react'
import type { PermissionMode } from '#shared/session/status.ts'
import { isTouch } from '#renderer/platform/viewport.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { AttachButton } from '#renderer/views/prompt/attaching/AttachButton.tsx'
import type { useAttaching } from '#renderer/views/prompt/attaching/useAttaching.ts'
import type { Attaching } from '#renderer/state/writing/attachments.ts'
import { InsertButtons } from '#renderer/views/prompt/InsertButtons.tsx'
import { PromptField } from '#renderer/views/prompt/PromptField.tsx'
import { StartChoices } from '#renderer/views/session/StartChoices.tsx'
import type { Choice } from '#renderer/state/browser/lastChoices.ts'
import { chip, FolderChip, meaningOf } from './FolderChip.tsx'
import type { RecentFolder, WorkspaceChoice } from './workspaceChoice.ts'
import { BranchChip } from './worktree/BranchChip.tsx'
import type { Worktree } from './worktree/useWorktree.ts'
import { WorktreeMeaning } from './worktree/WorktreeMeaning.tsx'
import * as words from './words.ts'

const AttachingFiles = lazyComponent(
  async () => (await import('#renderer/views/prompt/attaching/AttachingFiles.tsx')).AttachingFiles,
)

/** The first message of a new session, with all that the session begins with. */
export function FirstPrompt(props: {
  prompt: string
  files: readonly Attaching[]
  attaching: Omit<ReturnType<typeof useAttaching>, 'files'>
  workspace: WorkspaceChoice
  recent: readonly RecentFolder[]
  worktree: Worktree
  choice: Choice
  state: State
  /** Behind the other chips. */
  chips: ReactNode
  onPrompt: (prompt: string) => void
  onFolder: (path: string) => void
  onChoice: (choice: Choice) => void
  onStart: () => void
}) {
  const { workspace, worktree, choice, state, files, attaching } = props
  const path = workspace.kind === 'folder' ? workspace.path : null
  return (
    <div className="space-y-2">
      <div
        className="rounded-card border border-line-strong/60 bg-surface focus-within:border-accent"
        onDragOver={(event) => event.preventDefault()}
        onDrop={attaching.onDrop}
      >
        <Suspense>{files.length > 0 && <AttachingFiles files={files} />}</Suspense>
        <PromptField
          onPaste={attaching.onPaste}
          autoFocus={!isTouch()}
          label={words.whatShouldClaudeDo}
          rows={3}
          className="thin-scroll block max-h-[min(calc(12lh+14px),40dvh)] min-h-24 w-full resize-none bg-transparent px-4 pt-3 pb-1 text-lg outline-none"
          placeholder={words.sayItHereOrStart}
          value={props.prompt}
          onChange={props.onPrompt}
          onSend={props.onStart}
          source={path === null ? null : { folder: path }}
        >
          {(insert) => (
            <>
              <div className="flex flex-wrap items-center gap-1.5 px-3 pb-2">
                <FolderChip
                  path={path}
                  name={nameOf(workspace)}
                  recent={props.recent.map((folder) => folder.path)}
                  onPick={props.onFolder}
                />
                <BranchChip offer={worktree.offer} choice={worktree.choice} onChange={worktree.choose} />
                <StartChoices choice={choice} chip={chip} onChange={props.onChoice} />
                {props.chips}
              </div>
              <StartRow state={state} onInsert={path === null ? null : insert} onAttach={attaching.attach} />
            </>
          )}
        </PromptField>
      </div>
      <Meaning path={path} worktree={worktree} mode={choice.mode} />
    </div>
  )
}

/** What the folder will be called that is not there yet. */
function nameOf(workspace: WorkspaceChoice): string | null {
  if (workspace.kind === 'clone') {
    return words.aClone
  }
  return workspace.kind === 'managed' && workspace.name.trim() !== '' ? workspace.name : null
}

type State = 'ready' | 'no_folder' | 'starting'

function StartRow(props: {
  state: State
  onInsert: ((sign: '/' | '@') => void) | null
  onAttach: (files: readonly File[]) => void
}) {
  const { state, onInsert, onAttach } = props
  return (
    <div className="flex items-center gap-1 border-t border-line px-2 py-1.5">
      <AttachButton onAttach={onAttach} />
      {onInsert !== null && <InsertButtons onInsert={onInsert} signs={['@']} />}
      <span className="ml-auto px-2 text-xs text-muted touch:hidden max-md:hidden">
        {words.shiftEnterBreaksTheLine}
      </span>
      <Button
        type="submit"
        variant="primary"
        className="max-md:ml-auto"
        disabled={state !== 'ready'}
        title={words.startEnter}
      >
        {state === 'starting' ? words.starting : words.start}
      </Button>
    </div>
  )
}

/** What the chosen folder, its branch and the permissions mean. */
function Meaning(props: { path: string | null; worktree: Worktree; mode: PermissionMode | null }) {
  const { path, worktree, mode } = props
  const { offer, choice } = worktree
  const isOwn = path !== null && offer !== null && choice !== null
  return (
    <>
      {isOwn && (
        <WorktreeMeaning
          folder={path}
          offer={offer}
          choice={choice}
          onChange={worktree.choose}
          onSetup={worktree.setSetup}
        />
      )}
      <p className="px-1 text-xs text-muted">
        {path !== null && !isOwn && (
          <>
            {words.worksInBdi(
              <bdi className="font-mono wrap-anywhere">
                <Marked text={path} code />
              </bdi>,
            )}{' '}
          </>
        )}
        <span className={mode === 'bypassPermissions' ? 'text-bad' : ''}>{meaningOf(mode)}</span>
      </p>
    </>
  )
}
