@echo off
rem Starts Nuong from a clone: builds what changed, then hands over to Java. nuong --help says what it can do.
setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0"
if "%home:~-1%"=="\" set "home=%home:~0,-1%"
set "help=%home%\standalone\src\main\resources\help"
set "stamp=%home%\standalone\target\nuong-built"
chcp 65001 >nul

rem Help is text that is already here: no build and no Java for it.
if "%~1"=="" type "%help%\nuong.txt" 1>&2 & exit /b 2
if "%~1"=="-h" type "%help%\nuong.txt" & exit /b 0
if "%~1"=="--help" type "%help%\nuong.txt" & exit /b 0
if "%~1"=="-V" type "%help%\version.txt" & exit /b 0
if "%~1"=="--version" type "%help%\version.txt" & exit /b 0
set "topic=%~1"
if "%~1"=="help" set "topic=%~2"
if "%topic%"=="" set "topic=nuong"
if "%topic:~0,1%"=="-" goto java
if not exist "%help%\%topic%.txt" (
  echo nuong: there is no command '%topic%'; see nuong --help 1>&2
  exit /b 2
)
if "%~1"=="help" type "%help%\%topic%.txt" & exit /b 0
if exist "%help%\%~1\%~2.txt" set "topic=%~1\%~2"
for %%a in (%*) do (
  if "%%~a"=="-h" type "%help%\%topic%.txt" & exit /b 0
  if "%%~a"=="--help" type "%help%\%topic%.txt" & exit /b 0
)

:java
rem A JDK, 17 or newer: JAVA_HOME's, or else the PATH's.
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "feature="
for /f "tokens=2 delims==" %%v in ('""%java%" -XshowSettings:properties -version 2^>^&1 ^| findstr /c:"java.specification.version ="" 2^>nul') do set "feature=%%v"
if not defined feature (
  echo nuong: no Java found; install a JDK 17 or newer, or let JAVA_HOME name one 1>&2
  exit /b 1
)
set "feature=%feature: =%"
if "%feature:~0,2%"=="1." set "feature=%feature:~2%"
if %feature% LSS 17 (
  echo nuong: %java% is Java %feature%; Nuong needs a JDK 17 or newer ^(install one, or let JAVA_HOME name it^) 1>&2
  exit /b 1
)

rem Builds when a source is newer than the last build, or a jar is gone.
powershell -NoProfile -Command ^
  "$ErrorActionPreference = 'Stop'; $h = $env:home; if (!(Test-Path $env:stamp)) { exit 1 };" ^
  "$t = (Get-Item $env:stamp).LastWriteTimeUtc;" ^
  "foreach ($m in 'telemetry','device-sim','gateway','ingest','analytics','portal','standalone') {" ^
  "  if (!(Test-Path \"$h\$m\target\*.jar\")) { exit 1 };" ^
  "  foreach ($p in \"$h\$m\pom.xml\", \"$h\$m\src\main\") {" ^
  "    if (Get-Item $p | ForEach-Object { $_; Get-ChildItem $_ -Recurse } | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 1 } } };" ^
  "if ((Get-Item \"$h\pom.xml\").LastWriteTimeUtc -gt $t) { exit 1 }"
if errorlevel 1 (
  echo Building Nuong ^(the first time takes minutes: it fetches its libraries^) ... 1>&2
  if not exist "%home%\standalone\target" mkdir "%home%\standalone\target"
  type nul > "%stamp%.started"
  for /d %%m in ("%home%\*") do if exist "%%m\target\lib" rmdir /s /q "%%m\target\lib"
  pushd "%home%"
  call mvnw.cmd -q -Pjars package 1>&2
  if errorlevel 1 (
    popd
    echo nuong: the build failed; what went wrong is above 1>&2
    exit /b 1
  )
  popd
  move /y "%stamp%.started" "%stamp%" >nul
)

set "newer="
if %feature% GEQ 24 set "newer=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
set "brief=-XX:TieredStopAtLevel=1"
set "heap=768m"
set "OMP_NUM_THREADS=1"
if "%~1"=="demo" set "brief="
if "%~1 %~2"=="bench water" set "brief="
if "%~1"=="ingest" set "heap=512m"
if "%~1"=="backtest" set "brief="
if "%~1"=="train" set "brief="
if "%~1"=="backtest" set "heap=3g"
if "%~1"=="train" set "heap=3g"
"%java%" %newer% %brief% -Xmx%heap% -Xshare:auto -XX:+UseSerialGC -XX:-UsePerfData -Dio.netty.noUnsafe=false ^
  -Dfile.encoding=UTF-8 "-Dorg.bytedeco.javacpp.cachedir=%home%\standalone\target\native" "-Dnuong.home=%home%" ^
  -jar "%home%\standalone\target\nuong.jar" %*
exit /b %errorlevel%
