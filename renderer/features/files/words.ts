import { plural } from '#renderer/format/plural.ts'

// FilesTab.tsx
export const openingTheFile = 'Opening the file …'
export const findFilesAndTextIn = 'Find files and text in them'

// NameDialog.tsx
export const name = 'Name'
export const cancel = 'Cancel'
export const save = 'Save'

// fileActions.ts
export const isInTheTrash = (nameOf: string) => `${nameOf} is in the trash for seven days.`
export const undo = 'Undo'
export const isCalledNow = (nameOf: string, nameText: string) => `${nameOf} is called ${nameText} now.`
export const theProject = 'the project'
export const replace = 'Replace'
export const thereIsAlready = (nameOf: string) => `There is a ${nameOf} already. Nothing was moved.`
export const andWhatLayThere = (said: string) => `${said} What lay there is in the trash for seven days.`
export const isInFolderNow = (nameOf: string, where: string) => `${nameOf} is in ${where} now.`
export const copyOfFile = (nameText: string, ending: string) => `${nameText} copy${ending}`
export const copyOf = (nameText: string) => `${nameText} copy`

// fileCalls.ts
export const thisFileIsLargerThan = 'This file is larger than 20 MB, so it is not shown here. Download it.'

// listing/treeRows.ts
export const loading = 'Loading …'
export const empty = 'Empty'

// moving/MoveDialog.tsx
export const moveNameOf = (nameOf: string) => `Move ${nameOf}`
export const folder = 'Folder'
export const fromTheProjectEmptyThe = 'From the project; empty: the project itself.'
export const move = 'Move'
export const folders = 'Folders'
export const theProjectItself = 'The project'

// open/ConflictDialog.tsx
export const thisFileWasDeletedMeanwhile = 'This file was deleted meanwhile'
export const thisFileWasChangedMeanwhile = 'This file was changed meanwhile'
export const savingMakesItAgain = 'Saving makes it again.'
export const removedLinesAreInThe = 'Removed lines are in the file now, added ones are yours.'
export const nothingWasWritten = 'Nothing was written.'
export const keepWriting = 'Keep writing'
export const takeTheFiles = 'Take the file’s'
export const saveMine = 'Save mine'

// open/EditedText.tsx
export const text = 'Text'
export const preview = 'Preview'
export const find = 'Find'
export const readOnly = 'Read only'
export const openingTheEditor = 'Opening the editor …'
export const changedByOthersMeanwhile = 'Changed by others meanwhile'
export const deletedMeanwhile = 'Deleted meanwhile'
export const compare = 'Compare…'
export const notSaved = 'Not saved'
export const notSavedAndTooLarge = 'Not saved, and too large to be kept over a reload'
export const discard = 'Discard'

// open/OpenFile.tsx
export const readingTheFile = 'Reading the file …'
export const allFiles = 'All files'
export const openingThePdf = 'Opening the PDF …'
export const thisFileIsNoText = (byteLength: string) =>
  `This file is not text. It has ${byteLength} bytes. Download it to look at it.`
export const openFiles = 'Open files'
export const closeNameOf = (nameOf: string) => `Close ${nameOf}`
export const downloadNameOf = (nameOf: string) => `Download ${nameOf}`

// open/PdfView.tsx
export const thisPdfCannotBeRead =
  'This PDF cannot be read here: it is damaged, or needs a password. Download it to look at it.'
export const pagesOfNameOf = (nameOf: string) => `Pages of ${nameOf}`
export const andMorePagesDownloadIt = (pages: number) =>
  plural(pages, {
    one: 'And # more page. Download it to see them.',
    other: 'And # more pages. Download it to see them.',
  })

// open/editor.ts
export const textOfPath = (path: string) => `Text of ${path}`

// search/ContentSearch.tsx
export const matchCase = 'Match case'
export const regularExpression = 'Regular expression'
export const files = 'Files'
export const lines = 'Lines'
export const searching = 'Searching …'
export const noLineHoldsThis = 'No line contains this.'
export const linesFound = (count: number) => plural(count, { one: '# line.', other: '# lines.' })
export const linesFoundAndMore = (count: number) =>
  plural(count, {
    one: '# line, and there are more. Type more to narrow it.',
    other: '# lines, and there are more. Type more to narrow it.',
  })

// tree/FileTreeView.tsx
export const showMore = 'Show more'

// tree/TreeBar.tsx
export const showWhatGitIgnores = 'Show what Git ignores'
export const lookAgain = 'Look again'
export const more = 'More'
export const moreForNameOf = (nameOf: string) => `More for ${nameOf}`
export const newFile = 'New file'
export const newFolder = 'New folder'
export const uploadToFolder = (folderText: string) => `Upload to ${folderText}`
export const takeAPhoto = 'Take a photo'
export const filesToUpload = 'Files to upload'
export const photoToUpload = 'Photo to upload'
export const downloadTheProject = 'Download the project'
export const download = 'Download'
export const rename = 'Rename…'
export const moveAsking = 'Move…'
export const duplicate = 'Duplicate'
export const deleteIt = 'Delete'

// tree/TreePane.tsx
export const renameNameOf = (nameOf: string) => `Rename ${nameOf}`
export const newIn = {
  file: (folderText: string) => `New file in ${folderText}`,
  folder: (folderText: string) => `New folder in ${folderText}`,
} as const

// uploads/UploadDialog.tsx
export const filesOfSize = (count: number, size: string) =>
  `${plural(count, { one: '# file', other: '# files' })}, ${size}.`
export const freeHere = (size: string) => `${size} are free here.`
export const thatIsMoreThanThis = 'That is more than this folder may hold.'
export const upload = 'Upload'
export const replacesAFile = (size: string) => `${size} · replaces the file of this name`
export const sizeAFileMayHave = (size: string, maxFileSize: string) => `${size}: a file may have ${maxFileSize} here.`

// uploads/UploadList.tsx
export const uploads = 'Uploads'
export const uploadOfPath = (path: string) => `Upload of ${path}`
export const stopTheUploadOf = (path: string) => `Stop the upload of ${path}`
export const putAwayPath = (path: string) => `Put away ${path}`

// uploads/UnfinishedUploads.tsx
export const unfinishedUploads = 'Unfinished uploads'
export const someIsThere = (share: string, size: string) => `${share} of ${size} are there. It stopped with the page.`
export const goOn = 'Go on'
export const chooseTheFileAgain = 'Choose the file again'
export const chooseAgainPath = (path: string) => `Choose ${path} again`
export const thatIsAnotherFile =
  'That is another file, or it was changed since. Choose the one that was begun, or stop this upload.'

// uploads/sendFile.ts
export const theConnectionWasLostIt = 'The connection was lost: it goes on as soon as the workstation answers.'

// uploads/uploading.ts
export const isThereLookAtIt = (path: string, textText: string) =>
  `${path} is there. Look at it before you use it: ${textText}`
