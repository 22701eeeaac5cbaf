import type { Approval, Danger, FileBefore, Overwrites, SkillFile } from '#shared/session/session.ts'

export type ToolRequest = Pick<Approval, 'tool_name' | 'input'>

export interface Judgement {
  readonly dangers: Danger[]
  readonly overwrites?: Overwrites
  readonly skills?: SkillFile[]
}

/**
 * Port: judges the request of a tool. A help for people, not a defence. Takes no longer than a second and a bit, and never
 * throws: what cannot be judged is a danger that says so.
 */
export interface ApprovalJudge {
  judge(asked: ToolRequest, workspace: string): Promise<Judgement>
  /** The file that the tool would replace as a whole; null when there is none. */
  before(asked: ToolRequest, workspace: string): Promise<FileBefore | null>
}
