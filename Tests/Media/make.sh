#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Makes the media files of this folder from nothing but arithmetic: a drawn oval with eyes and a mouth that sways in front
# of a moving gradient, above a strip of test pattern. No camera, no photograph, no person.
#
#   Tests/Media/make.sh            make the files anew, in this folder
#   Tests/Media/make.sh --check    make them in a temporary folder and compare them with the committed ones
#
# Needs ffmpeg with libx264. Bit-exact flags, one encoder thread, x264's cpu-independent mode and no time stamps: the same
# ffmpeg gives the same bytes. Another ffmpeg version may not, which is why the files are committed.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
names=(liveness.mp4 liveness.mov liveness.avi liveness.flv face.jpg face.png face.bmp)

make_all() {
    local out=$1
    local frames_per_second=25 seconds=4 width=480 height=640
    local quiet=(-nostdin -hide_banner -loglevel error -y)
    local exact=(-map_metadata -1 -fflags +bitexact -flags:v +bitexact)

    # The oval sways and nods; the mouth opens and closes: what a liveness recording does, without anyone in it.
    local cx="(240+30*sin(2*PI*T/4))" cy="(300+12*sin(2*PI*T/2))"
    local face="lt(pow((X-$cx)/120,2)+pow((Y-$cy)/165,2),1)"
    local eyes="(lt(pow((X-$cx+45)/16,2)+pow((Y-$cy+40)/10,2),1)+lt(pow((X-$cx-45)/16,2)+pow((Y-$cy+40)/10,2),1))"
    local mouth="lt(pow((X-$cx)/42,2)+pow((Y-$cy-80)/(6+10*abs(sin(PI*T))),2),1)"
    local feature="gt($eyes+$mouth,0)"
    local y="if($feature,60,if($face,175+25*sin(X/40)*cos(Y/50),p(X,Y)))"
    local cb="if(gt(lt(pow((2*X-$cx)/120,2)+pow((2*Y-$cy)/165,2),1),0),110,p(X,Y))"
    local cr="if(gt(lt(pow((2*X-$cx)/120,2)+pow((2*Y-$cy)/165,2),1),0),150,p(X,Y))"
    local back="gradients=s=${width}x${height}:r=$frames_per_second:d=$seconds:n=3:seed=1:speed=0.02"
    back+=":c0=0x305070:c1=0x90a0b0:c2=0x204040,format=yuv420p"
    local picture="$back,geq=lum='$y':cb='$cb':cr='$cr'[front]"
    picture+=";testsrc2=s=${width}x96:r=$frames_per_second:d=$seconds,format=yuv420p[strip]"
    picture+=";[front][strip]overlay=0:$((height - 96)):format=yuv420,setsar=1"

    ffmpeg "${quiet[@]}" -f lavfi -i "${picture}[out0]" -frames:v $((frames_per_second * seconds)) \
        -c:v libx264 -profile:v main -preset veryslow -crf 26 -bf 0 -g 50 -threads 1 -x264-params cpu-independent=1 \
        -bsf:v filter_units=remove_types=6 "${exact[@]}" -movflags +faststart "$out/liveness.mp4"

    # The other containers carry the very same H.264 stream. AVI counts frames, not times: it is told the rate.
    local remux=("${quiet[@]}" -i "$out/liveness.mp4" -c copy "${exact[@]}")
    ffmpeg "${remux[@]}" "$out/liveness.mov"
    ffmpeg "${remux[@]}" -r "$frames_per_second" "$out/liveness.avi"
    ffmpeg "${remux[@]}" "$out/liveness.flv"

    # Still pictures: the frame at one second.
    local still=(-ss 1 -i "$out/liveness.mp4" -frames:v 1 -update 1 -threads 1)
    ffmpeg "${quiet[@]}" "${still[@]}" -c:v mjpeg -q:v 4 -pix_fmt yuvj420p "${exact[@]}" "$out/face.jpg"
    local palette="split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=dither=none"
    ffmpeg "${quiet[@]}" "${still[@]}" -vf "$palette" -c:v png -compression_level 9 "${exact[@]}" "$out/face.png"
    ffmpeg "${quiet[@]}" "${still[@]}" -vf "$palette" -c:v bmp -pix_fmt pal8 "${exact[@]}" "$out/face.bmp"
}

if ! command -v ffmpeg > /dev/null; then
    echo "error: ffmpeg is not installed" >&2
    echo "hint: apt-get install ffmpeg, or brew install ffmpeg" >&2
    exit 1
fi

case "${1-}" in
    "")
        make_all "$here"
        cd -- "$here"
        wc -c "${names[@]}"
        if command -v sha256sum > /dev/null; then sha256sum "${names[@]}"; else shasum -a 256 "${names[@]}"; fi
        ;;
    --check)
        scratch=$(mktemp -d)
        trap 'rm -rf -- "$scratch"' EXIT
        make_all "$scratch"
        differing=0
        for name in "${names[@]}"; do
            if cmp -- "$scratch/$name" "$here/$name"; then echo "same: $name"; else differing=1; fi
        done
        exit "$differing"
        ;;
    *)
        echo "usage: ${BASH_SOURCE[0]} [--check]" >&2
        exit 64
        ;;
esac
