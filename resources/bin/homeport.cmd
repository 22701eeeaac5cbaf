@echo off
rem The command line of the installed program: its own binary, run as Node. Windows.
setlocal
set ELECTRON_RUN_AS_NODE=1
rem Its fuses take the company's authorities out of the environment before Homeport could read them.
if defined NODE_EXTRA_CA_CERTS set "HOMEPORT_NODE_EXTRA_CA_CERTS=%NODE_EXTRA_CA_CERTS%"
"%~dp0..\..\Homeport.exe" "%~dp0..\app.asar\dist\server\cli.js" %*
exit /b %ERRORLEVEL%
