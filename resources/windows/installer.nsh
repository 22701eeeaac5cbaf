; The installer ends whatever still runs from its folder, and Windows lets nobody replace a running program. So sessions
; are suspended in order before; after an update they can be resumed.
!macro customInit
  ${If} ${FileExists} "$INSTDIR\resources\bin\homeport.cmd"
    nsExec::Exec '"$SYSDIR\cmd.exe" /d /s /c ""$INSTDIR\resources\bin\homeport.cmd" stop"'
    Pop $0
  ${EndIf}
!macroend
