// PromptAttachments.tsx
export const attachedFiles = 'Attached files'
