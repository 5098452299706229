<#
.SYNOPSIS
    Gathers what Portgrade audits on this Windows host, and prints it, saves it or has it graded.
.DESCRIPTION
    Reads only: no setting, rule or file of the host is changed. Windows PowerShell 5.1 or later.
    Exit codes: 0 done, 2 a submission that the server refused, 3 no answer.
.EXAMPLE
    .\portgrade-collect.ps1 -Post http://portgrade.example:8080
#>
[CmdletBinding()]
param(
    [string] $Post,
    [string] $Save,
    [string] $HostName = $env:COMPUTERNAME,
    [string] $Policy,
    [string] $Format = 'text',
    [int] $TimeoutSeconds = 60,
    [switch] $Quiet
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function Write-Note([string] $Section, [string] $Text) {
    if (-not $Quiet) { [Console]::Error.WriteLine('{0,-10} {1}' -f $Section, $Text) }
}

# The lines that a tool prints; none, with the reason, when it fails.
function Get-ToolText([string] $Section, [string] $Tool, [string[]] $Arguments) {
    try {
        $text = (& $Tool @Arguments 2>&1 | Out-String)
        if ($LASTEXITCODE -ne 0) { throw "exit code $LASTEXITCODE" }
        Write-Note $Section "taken: $Tool $($Arguments -join ' ')"
        return $text
    } catch {
        Write-Note $Section "not taken: $Tool $($Arguments -join ' '): $($_.Exception.Message)"
        return ''
    }
}

function Get-TcpRegistryText {
    $path = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
    try {
        $values = Get-ItemProperty -Path $path
    } catch {
        Write-Note 'sysctl' "not taken: ${path}: $($_.Exception.Message)"
        return ''
    }
    $lines = foreach ($name in 'MaxUserPort', 'TcpTimedWaitDelay') {
        $value = $values.PSObject.Properties[$name]
        if ($null -ne $value) { '    {0}    REG_DWORD    0x{1:x}' -f $name, [int64] $value.Value }
    }
    if (-not $lines) { return '' }
    Write-Note 'sysctl' "taken: $path"
    return "HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`r`n" + ($lines -join "`r`n") + "`r`n"
}

$submission = @{
    host   = @{ name = $HostName; os = 'windows'; kernel = [Environment]::OSVersion.Version.ToString() }
    sysctl = (Get-ToolText 'sysctl' 'netsh' @('int', 'ipv4', 'show', 'dynamicport', 'tcp')) +
             (Get-ToolText 'sysctl' 'netsh' @('int', 'ipv4', 'show', 'dynamicport', 'udp')) +
             (Get-ToolText 'sysctl' 'netsh' @('int', 'tcp', 'show', 'global')) +
             (Get-TcpRegistryText)
}
$rules = Get-ToolText 'firewall' 'netsh' @('advfirewall', 'firewall', 'show', 'rule', 'name=all', 'verbose')
if ($rules) {
    $submission['firewall'] = @(@{ format = 'windows-netsh'; path = 'netsh advfirewall'; content = $rules })
}
$sockets = Get-ToolText 'sockets' 'netstat' @('-an')
if ($sockets) { $submission['sockets'] = $sockets }

$json = $submission | ConvertTo-Json -Depth 8 -Compress

if ($Save) {
    [IO.File]::WriteAllText($Save, $json, (New-Object Text.UTF8Encoding $false))
    Write-Note 'saved' $Save
}
if (-not $Post) {
    if (-not $Save) { $json }
    exit 0
}

$address = $Post.TrimEnd('/') + '/v1/audits?format=' + [Uri]::EscapeDataString($Format)
if ($Policy) { $address += '&policy=' + [Uri]::EscapeDataString($Policy) }
$headers = @{}
if ($env:PORTGRADE_TOKEN) { $headers['Authorization'] = "Bearer $($env:PORTGRADE_TOKEN)" }
try {
    $answer = Invoke-WebRequest -Uri $address -Method Post -ContentType 'application/json' -Headers $headers `
        -Body ([Text.Encoding]::UTF8.GetBytes($json)) -TimeoutSec $TimeoutSeconds -UseBasicParsing
    if ($answer.Content -is [byte[]]) { [Text.Encoding]::UTF8.GetString($answer.Content) } else { $answer.Content }
    exit 0
} catch {
    [Console]::Error.WriteLine("portgrade-collect: $($_.Exception.Message)")
    $response = $_.Exception.PSObject.Properties['Response']
    $status = if ($null -ne $response -and $null -ne $response.Value) { [int] $response.Value.StatusCode } else { 0 }
    if ($status -ge 400 -and $status -lt 500 -and $status -notin 401, 403, 408, 429) { exit 2 }
    exit 3
}
