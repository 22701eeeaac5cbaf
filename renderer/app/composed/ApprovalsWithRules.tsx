import { ApprovalsPage } from '#renderer/features/approvalList/ApprovalsPage.tsx'
import { PolicyRules } from '#renderer/features/policy/PolicyRules.tsx'

/** What Claude asked for, and the rules that decide without asking. */
export function ApprovalsWithRules() {
  return <ApprovalsPage rules={<PolicyRules />} />
}
