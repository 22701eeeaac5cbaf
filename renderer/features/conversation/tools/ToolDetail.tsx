import { type ReactNode, useState } from 'react'
import type { ToolResultContent } from '#shared/session/events.ts'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { todosOf } from '#shared/session/timeline/tasks.ts'
import { Diff } from '#renderer/content/lines/Diff.tsx'
import { Markdown } from '#renderer/content/markdown/Markdown.tsx'
import { Tasks } from '#renderer/content/Tasks.tsx'
import { Printed } from '#renderer/content/command/Printed.tsx'
import { CommandOutput } from '#renderer/content/command/CommandOutput.tsx'
import { TextBlock } from '#renderer/content/lines/TextBlock.tsx'
import { toolStatus } from '../describeTool.ts'
import { requestedLines } from '#renderer/content/lines/requestedDiff.ts'
import { patchLines } from '#renderer/content/lines/patch.ts'
import { within } from '#shared/session/paths.ts'
import { isRecord, prettyJson, textField } from '#shared/session/tools/toolInput.ts'
import { mcpTool, toolName } from '#shared/session/tools/toolPhrase.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { WebFetch } from '../web/WebFetch.tsx'
import { WebSearch } from '../web/WebSearch.tsx'
import { AnsweredQuestions } from './AnsweredQuestions.tsx'
import { CutResult } from './CutResult.tsx'
import { ResultImage } from './ResultImage.tsx'
import { readFile, resultText, resultImages } from './resultText.ts'
import { ApprovalSummary } from './ApprovalSummary.tsx'
import { PlaceLink } from '#renderer/content/files/FileLink.tsx'
import { insideWorkspace } from '#renderer/content/files/filePlace.ts'
import { Disclosure } from '../Disclosure.tsx'
import * as words from '../laterWords.ts'

/** `steps`: a sub-agent's steps, rendered on demand. */
interface Detail {
  readonly tool: ToolItem
  readonly workspace: string
  readonly steps: () => ReactNode
}

/** The details of a call: its input, who allowed it, its result. */
export function ToolDetail(props: Detail) {
  const [whole, setWhole] = useState<ToolResultContent | null>(null)
  const tool = withWhole(props.tool, whole)
  return (
    <div className="space-y-2">
      <ToolFile {...props} tool={tool} />
      <ToolBody {...props} tool={tool} />
      <ApprovalSummary tool={tool} />
      <ResultImages tool={tool} />
      <CutResult tool={tool} onWhole={setWhole} />
    </div>
  )
}

/** The file that a call reads or changes, as a link to where it does. Nothing where it lies outside of the workspace. */
function ToolFile({ tool, workspace }: Detail) {
  const name = textField(tool.input, 'file_path') || textField(tool.input, 'notebook_path')
  const path = insideWorkspace(name, workspace)
  const changed = patchLines(tool.result?.details)?.find(({ kind }) => kind === 'added' || kind === 'removed')
  const { offset } = tool.input
  const line = changed?.number ?? (typeof offset === 'number' && offset > 0 ? offset : null)
  return path === null ? null : (
    <p dir="ltr" className="truncate font-mono text-xs text-muted">
      <PlaceLink place={{ path, line }}>
        <Marked text={path} code />
      </PlaceLink>
    </p>
  )
}

/** The call with its complete result. */
function withWhole(tool: ToolItem, content: ToolResultContent | null): ToolItem {
  return tool.result === null || content === null
    ? tool
    : { ...tool, result: { ...tool.result, content, truncated_bytes: undefined } }
}

function ToolBody({ tool, workspace, steps }: Detail): ReactNode {
  const output = resultText(tool)
  const lines = patchLines(tool.result?.details) ?? requestedLines(tool.name, tool.input)
  if (lines !== null && tool.result?.is_error !== true) {
    return <Diff lines={lines} path={within(textField(tool.input, 'file_path'), workspace)} />
  }
  switch (tool.name) {
    case 'Bash':
      return (
        <>
          <CommandOutput
            command={textField(tool.input, 'command')}
            output={output}
            isError={tool.result?.is_error === true}
          />
          {output === '' && toolStatus(tool) === 'done' && <p className="text-muted">{words.itPrintedNothing}</p>}
        </>
      )
    case 'TodoWrite':
      return <Tasks tasks={todosOf(tool)} />
    case 'Task':
    case 'Agent':
      return <SubAgent tool={tool} steps={steps} report={output} />
    case 'ExitPlanMode':
      return <Markdown text={textField(tool.input, 'plan') || output} />
    case 'AskUserQuestion':
      return <AnsweredQuestions tool={tool} />
    case 'Read':
      return <ReadFile tool={tool} output={output} />
    case 'WebSearch':
      return <WebSearch tool={tool} output={output} />
    case 'WebFetch':
      return <WebFetch tool={tool} output={output} />
    default:
      return <AnyTool tool={tool} output={output} />
  }
}

function AnyTool({ tool, output }: { tool: ToolItem; output: string }) {
  const mcp = mcpTool(tool.name)
  return (
    <>
      {mcp !== null && (
        <p className="text-xs [overflow-wrap:anywhere] text-muted">
          {words.toolOfTheServer(
            <code>
              <Marked text={mcp.tool} code />
            </code>,
            <code>
              <Marked text={mcp.server} code />
            </code>,
          )}
        </p>
      )}
      <TextBlock text={prettyJson(tool.input)} label={words.input} path="input.json" isLong />
      {output !== '' && <Printed text={output} label={words.result} />}
    </>
  )
}

/** Why a Read shows no text; images are shown below. */
function NothingRead({ tool }: { tool: ToolItem }) {
  const file = tool.result?.details?.['file']
  const isEmpty = isRecord(file) && file['content'] === ''
  return (
    (tool.result === null || isEmpty) && (
      <p className="text-muted">{isEmpty ? words.theFileIsEmpty : words.nothingWasReadYet}</p>
    )
  )
}

/** The file with line numbers beside it, which are not copied. */
function ReadFile({ tool, output }: { tool: ToolItem; output: string }) {
  const file = readFile(tool, output)
  return file.text === '' ? (
    <NothingRead tool={tool} />
  ) : (
    <Printed
      text={file.text}
      first={file.first}
      label={words.file}
      copies={file.text}
      path={textField(tool.input, 'file_path')}
    />
  )
}

/** The images of a result. */
function ResultImages({ tool }: { tool: ToolItem }) {
  return resultImages(tool).map((source, index) => (
    <ResultImage key={index} source={source} label={words.resultOf(index + 1, toolName(tool.name))} />
  ))
}

/** A sub-agent: its task, its steps and its report. */
function SubAgent({ tool, steps, report }: { tool: ToolItem; steps: () => ReactNode; report: string }) {
  const prompt = textField(tool.input, 'prompt')
  // Its last message may be the report, which is then among its steps already.
  const last = tool.children.findLast(({ kind }) => kind === 'text')
  const isTold = last?.kind === 'text' && last.text.trim() === report.trim()
  return (
    <>
      {prompt !== '' && (
        <Disclosure id={`${tool.id} prompt`} line={<span>{words.itsTask}</span>}>
          {() => <Markdown text={prompt} />}
        </Disclosure>
      )}
      {steps()}
      {report !== '' && !isTold && <Markdown text={report} />}
    </>
  )
}
