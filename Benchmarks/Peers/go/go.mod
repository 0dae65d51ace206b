module tcface/peer

go 1.19
