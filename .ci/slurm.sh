# One Slurm node with two slots, without systemd: controller, node and munge as
# processes of the calling script (in its list "ours"), all files below a folder.
slurm_start() {
	local dir=$1/slurm host
	host=$(hostname -s)
	mkdir -m 755 -p "$dir/state" "$dir/spool" "$dir/munge"
	chmod 755 "$1"
	head -c 1024 /dev/urandom >"$dir/munge/key"
	chmod 700 "$dir/munge"
	chmod 400 "$dir/munge/key"
	munged --force --foreground --key-file="$dir/munge/key" --socket="$dir/munge/socket" --pid-file="$dir/munge/pid" --log-file="$dir/munge/log" --seed-file="$dir/munge/seed" >"$dir/munge.out" 2>&1 &
	ours+=($!)
	cat >"$dir/slurm.conf" <<CONF
ClusterName=ci
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/munge/socket
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
SchedulerParameters=sched_interval=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=ci Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
	export SLURM_CONF=$dir/slurm.conf
	for _ in $(seq 50); do [ -S "$dir/munge/socket" ] && break; sleep 0.1; done
	slurmctld -D -i -f "$SLURM_CONF" >"$dir/out.log" 2>&1 &
	ours+=($!)
	slurmd -D -N "$host" -f "$SLURM_CONF" >>"$dir/out.log" 2>&1 &
	ours+=($!)
	for _ in $(seq 100); do
		[ "$(sinfo -h -o %t 2>/dev/null)" = idle ] && return
		sleep 0.2
	done
	cat "$dir"/*.log
	echo "the Slurm node is not ready" >&2
	return 1
}
